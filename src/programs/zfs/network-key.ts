/** Key material from a web server (`keylocation=https://…`), with libcurl's complaints. */
import { Refusal } from '../../machine/zfs/refusal.ts';
import { isErrno } from '../../vfs/errno.ts';
import type { Call } from './call.ts';

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };
/** IPv4 in numbers, or IPv6 in brackets. */
const NUMERIC = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-fA-F:]+\])$/;

/** The body that was got. The text of the Refusal follows `Key load error: `. */
export function fromNetwork(call: Call, location: string): string | Refusal {
  const [, scheme = '', host = '', port, path = '/'] =
    /^(https?):\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)(?::(\d+))?(\/.*)?$/.exec(location) ?? [];
  const failed = (why: string): Refusal => new Refusal(`Failed to connect to ${location}: ${why}`);
  if (!NUMERIC.test(host) && !isInHosts(call, host)) return failed(`Could not resolve host: ${host}`);
  const at = port ?? DEFAULT_PORTS[scheme]!;
  const server = call.zfs.webServers.find(({ address }) => address === `${host}:${at}`);
  if (!server) return failed(`Failed to connect to ${host} port ${at} after 0 ms: Couldn't connect to server`);
  if (scheme === 'https') {
    call.m.trace.add(call.p.pid, { kind: 'unsupported', what: 'zfs load-key', detail: `TLS to ${host}:${at}` });
    return failed('TLS is not modelled');
  }
  return server.pages.get(path) ?? new Refusal(`Couldn't GET ${location}: 404`);
}

function isInHosts(call: Call, host: string): boolean {
  const hosts = call.p.readFile('/etc/hosts');
  return (
    !isErrno(hosts) && hosts.split('\n').some((line) => line.replace(/#.*/, '').split(/\s+/).slice(1).includes(host))
  );
}
