import { problemOf } from '../api/problem.ts';
import { Foreign } from './foreign.tsx';
import { Prose } from './prose.tsx';

/** An error where the act was: what is wrong, what to do, its code and the request's id. Space-less while there is none. */
export function ProblemNote({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const problem = problemOf(error);
  return (
    <div className="note fail" role="alert">
      <p><b><Foreign>{problem.detail}</Foreign></b></p>
      {problem.errors?.filter(({ message }) => !problem.detail.startsWith(message)).map(({ path, message }) => <p key={path}><Foreign>{message}</Foreign></p>)}
      <p><Prose>{problem.remedy}</Prose></p>
      <p className="small sub"><code>{problem.code}</code>{problem.instance !== '' && <>, request <code>{problem.instance}</code></>}</p>
    </div>
  );
}
