import type { RefObject } from 'react';
import type { LogFilter } from './line-ring.ts';
import type { Search } from './search-lines.ts';

interface LogToolsProps {
  input: RefObject<HTMLInputElement | null>;
  search: Search;
  onSearch: (search: Search) => void;
  found: string;
  onStep: (step: number) => void;
  filter: LogFilter;
  sources: { processes: string[]; pods: string[]; releases: string[] };
  onFilter: (filter: LogFilter) => void;
  previous: boolean;
  onPrevious: (previous: boolean) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  onClear: () => void;
  onDownload: () => void;
}

/** The viewer's controls: search, filters, previous pods, wrapping, download. */
export function LogTools({ input, found, search, filter, sources, ...props }: LogToolsProps) {
  const choose = (name: keyof LogFilter, label: string, options: readonly (readonly [string, string])[]) => (
    <select className="input sm" aria-label={label} value={filter[name]} onChange={(event) => props.onFilter({ ...filter, [name]: event.target.value })}>
      <option value="">{label}</option>
      {/* A filter from the URL stays chosen while its lines have not come. */}
      {filter[name] !== '' && !options.some(([value]) => value === filter[name]) && <option value={filter[name]}>{filter[name]}</option>}
      {options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
    </select>
  );
  return (
    <div className="tools" role="search" aria-label="Search and filter the log">
      <div className="grow">
        <input ref={input} data-filter className="input sm" type="search" aria-label="Search the log" placeholder="/ search" value={search.text} aria-invalid={search.text !== '' && !/^\d+ of \d+$/.test(found)} onChange={(event) => props.onSearch({ ...search, text: event.target.value })} />
        <span className="small sub whitespace-nowrap min-w-[4rem]" role="status">{found}</span>
        <button type="button" className="btn sm" onClick={() => props.onStep(-1)} aria-label="Previous match">↑</button>
        <button type="button" className="btn sm" onClick={() => props.onStep(1)} aria-label="Next match">↓</button>
      </div>
      <label className="check small"><input type="checkbox" checked={search.regex} onChange={(event) => props.onSearch({ ...search, regex: event.target.checked })} />Regex</label>
      <label className="check small"><input type="checkbox" checked={search.matchCase} onChange={(event) => props.onSearch({ ...search, matchCase: event.target.checked })} />Case</label>
      {choose('process', 'All processes', sources.processes.map((name) => [name, name]))}
      {choose('pod', 'All pods', sources.pods.map((name) => [name, name]))}
      {choose('release', 'All releases', sources.releases.map((name) => [name, `v${name}`]))}
      {choose('level', 'All levels', [['warn', 'Warnings and errors'], ['error', 'Errors']])}
      <label className="check small"><input type="checkbox" checked={props.previous} onChange={(event) => props.onPrevious(event.target.checked)} />Failed and removed pods</label>
      <label className="check small"><input type="checkbox" checked={props.wrap} onChange={(event) => props.onWrap(event.target.checked)} />Wrap</label>
      <button type="button" className="btn sm" onClick={props.onClear}>Clear filters</button>
      <button type="button" className="btn sm" onClick={props.onDownload}>Download</button>
    </div>
  );
}
