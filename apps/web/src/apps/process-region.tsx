import Link from 'next/link';
import type { EnvironmentKey, Process } from '../api/types.ts';
import { formatCpu, formatMemory } from '../format/quantities.ts';
import { appPath } from '../shell/places.ts';
import { LastExits } from '../processes/last-exits.tsx';
import { processView } from '../state/state-map.ts';
import { FlagMark } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';

/** What the pods of a process use together; null while nothing was measured. */
export function usageOf(process: Process): { cpuMillicores: number | null; memoryBytes: number | null } {
  const sum = (values: (number | null)[]) => (values.every((value) => value === null) ? null : values.reduce<number>((total, value) => total + (value ?? 0), 0));
  return { cpuMillicores: sum(process.pods.map((pod) => pod.cpuMillicores)), memoryBytes: sum(process.pods.map((pod) => pod.memoryBytes)) };
}

export function ProcessRegion({ place, processes }: { place: EnvironmentKey; processes: readonly Process[] }) {
  return (
    <section className="region" aria-labelledby="processes">
      <div className="head"><h2 id="processes">Processes</h2><Link className="end small" href={`${appPath(place.tenant, place.app, place.environment)}/processes`}>Scale</Link></div>
      {processes.length === 0 ? (
        <p className="sub">None before the first deployment.</p>
      ) : (
        <table>
          <thead><tr><th scope="col">Process</th><th scope="col" className="num">Ready</th><th scope="col" className="num">CPU</th><th scope="col" className="num">Memory</th></tr></thead>
          <tbody>
            {processes.map((process) => {
              const view = processView(process);
              const usage = usageOf(process);
              return (
                <tr key={process.name}>
                  <th scope="row"><FlagMark flag={view.flag} tone={view.tone} /> <Foreign>{process.name}</Foreign><span className="sr-only">: {view.words}</span></th>
                  <td className="num">{process.ready} of {process.desired}</td>
                  <td className="num">{usage.cpuMillicores === null ? '–' : formatCpu(usage.cpuMillicores)}</td>
                  <td className="num">{usage.memoryBytes === null ? '–' : formatMemory(usage.memoryBytes)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <LastExits pods={processes.flatMap(({ pods }) => pods)} most={2} />
    </section>
  );
}
