'use client';

import { namedSizes, parseCommandLine, runTimeout } from '@berth/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { errorAt, unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { Environment, EnvironmentKey, Run } from '../api/types.ts';
import { berthCommand, shellQuote } from '../format/command.ts';
import { durationPattern, durationText, readDuration } from '../format/duration-text.ts';
import { formatCpu, formatMemory, plural } from '../format/quantities.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

type Size = keyof typeof namedSizes;
const fields = ['/body/command', '/body/process', '/body/size', '/body/timeoutSeconds'];

/** The arguments of a line that no shell has to expand; null of any other. */
function argvOf(line: string): string[] | null {
  const parsed = parseCommandLine(line.trim());
  return parsed.kind === 'argv' && parsed.env.length === 0 ? parsed.argv : null;
}

/** Runs a command once with the image and config of what is live. The command is a list of arguments, never a shell's line. */
export function RunDialog({ place, environment, onStarted, onClose }: { place: EnvironmentKey; environment: Environment; onStarted: (run: Run) => void; onClose: () => void }) {
  const [line, setLine] = useState('');
  const [process, setProcess] = useState('');
  const [size, setSize] = useState<Size | ''>('');
  const [limit, setLimit] = useState(durationText(runTimeout.default));
  const client = useQueryClient();
  const command = argvOf(line);
  const timeoutSeconds = readDuration(limit) ?? runTimeout.default;
  const start = useMutation({
    mutationFn: (argv: string[]) => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/runs', { params: { path: place }, body: { command: argv, timeoutSeconds, attach: null, ...(process !== '' && { process }), ...(size !== '' && { size }) } })),
    onSuccess: (run) => {
      void client.invalidateQueries({ queryKey: keys.runs(place) });
      onStarted(run);
    },
  });
  const why = line.trim() === '' ? 'Write a command.' : command === null ? 'That needs a shell, or a quote in it has no end.' : null;
  const words = ['run', '--detach', ...(process === '' ? [] : ['--process', process]), ...(size === '' ? [] : ['--size', size]), ...(timeoutSeconds === runTimeout.default ? [] : ['--timeout', durationText(timeoutSeconds)])];
  const copied = command ? `${berthCommand(words, place)} -- ${command.map(shellQuote).join(' ')}` : null;
  const said = (pointer: string) => errorAt(start.error, pointer);
  return (
    <Dialog title="Run a command" onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); if (why === null && command) start.mutate(command); }}>
        <p>Once, in a pod of its own, with the image and config of v{environment.liveRelease}. It counts in the budget and ends with the command.</p>
        <Field label="Command" error={said('/body/command')} hint="A program and its arguments, quoted as for a shell. No shell reads it: put $NAME, |, > and * that the program should get in '…', or write sh -c '…', if the image has a shell.">
          {(input) => <input {...input} className="input mono" required autoComplete="off" autoFocus spellCheck={false} placeholder="npm run seed" value={line} onChange={(event) => setLine(event.target.value)} />}
        </Field>
        <p className="small sub min-h-[1.25rem]" aria-live="polite">{command === null ? line.trim() !== '' && why : <>{plural(command.length, 'argument')}: {command.map((argument, index) => [index > 0 && ' · ', argument === '' ? '(empty)' : <Foreign key={`${index}${argument}`} code>{argument}</Foreign>])}</>}</p>
        <div className="flex gap-3 flex-wrap">
          <Field label="Process whose size it has" error={said('/body/process')}>
            {(input) => <select {...input} className="input" value={process} onChange={(event) => setProcess(event.target.value)}><option value="">web, or the first</option>{environment.processes.map(({ name }) => <option key={name}>{name}</option>)}</select>}
          </Field>
          <Field label="Size" error={said('/body/size')}>
            {(input) => <select {...input} className="input" value={size} onChange={(event) => setSize(event.target.value as Size | '')}><option value="">as the process</option>{Object.entries(namedSizes).map(([name, { cpuRequestMillicores, memoryLimitBytes }]) => <option key={name} value={name}>{name}: {formatCpu(cpuRequestMillicores)} CPU, {formatMemory(memoryLimitBytes)}</option>)}</select>}
          </Field>
          <Field label="Time limit" error={said('/body/timeoutSeconds')} hint="Such as 90s, 30m or 2h; at most 24h.">
            {(input) => <input {...input} className="input !w-24" required pattern={durationPattern} autoComplete="off" value={limit} onChange={(event) => setLimit(event.target.value)} />}
          </Field>
        </div>
        {!fields.some(said) && <ProblemNote error={start.error} />}
        <div className="row">
          {copied !== null && <CopyButton text={copied} label={copied} className="btn">Copy as command</CopyButton>}
          <DialogClose className="btn" type="button">Cancel</DialogClose>
          <ActButton type="submit" className="btn go" why={why} busy={start.isPending}>Run it</ActButton>
        </div>
      </form>
    </Dialog>
  );
}
