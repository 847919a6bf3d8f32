/** The options of cryptsetup(8) 2.6.1, in the order of its usage text, and which of them are modelled. */
import { poptOption } from './popt.ts';

export const CRYPTSETUP_OPTIONS = `
  ?|help usage V|version active-name=STRING align-payload=SECTORS allow-discards q|batch-mode cancel-deferred c|cipher=STRING debug debug-json deferred
  device-size=bytes decrypt disable-external-tokens disable-keyring disable-locks disable-veracrypt dump-json-metadata dump-volume-key encrypt force-password
  force-offline-reencrypt h|hash=STRING header=STRING header-backup-file=STRING hotzone-size=bytes init-only I|integrity=STRING integrity-legacy-padding
  integrity-no-journal integrity-no-wipe i|iter-time=msecs iv-large-sectors json-file=STRING keep-key key-description=STRING d|key-file=STRING s|key-size=BITS
  S|key-slot=INT keyfile-offset=bytes l|keyfile-size=bytes keyslot-cipher=STRING keyslot-key-size=BITS label=STRING luks2-keyslots-size=bytes
  luks2-metadata-size=bytes volume-key-file=STRING new-keyfile=STRING new-key-slot=INT new-keyfile-offset=bytes new-keyfile-size=bytes new-token-id=INT
  o|offset=SECTORS pbkdf=STRING pbkdf-force-iterations=LONG pbkdf-memory=kilobytes pbkdf-parallel=threads perf-no_read_workqueue perf-no_write_workqueue
  perf-same_cpu_crypt perf-submit_from_crypt_cpus persistent priority=STRING progress-json progress-frequency=secs r|readonly reduce-device-size=bytes refresh
  resilience=STRING resilience-hash=STRING resume-only sector-size=INT serialize-memory-hard-pbkdf shared b|size=SECTORS p|skip=SECTORS subsystem=STRING
  tcrypt-backup tcrypt-hidden tcrypt-system test-args test-passphrase t|timeout=secs token-id=INT token-only token-replace token-type=STRING T|tries=INT
  M|type=STRING unbound use-random use-urandom uuid=STRING veracrypt veracrypt-pim=INT veracrypt-query-pim v|verbose y|verify-passphrase B|block-size=MiB N|new
  use-directio use-fsync write-log dump-master-key master-key-file=STRING
`
  .trim()
  .split(/\s+/)
  .map(poptOption);

/** Without an effect on what the machine shows. */
const WITHOUT_EFFECT = `
  allow-discards batch-mode cipher debug disable-external-tokens disable-keyring disable-locks force-password hash iter-time key-size keyslot-cipher
  keyslot-key-size pbkdf pbkdf-force-iterations pbkdf-memory pbkdf-parallel perf-no_read_workqueue perf-no_write_workqueue perf-same_cpu_crypt
  perf-submit_from_crypt_cpus persistent serialize-memory-hard-pbkdf token-only use-random use-urandom sector-size
`;
const MODELLED =
  'help usage version priority key-file key-slot keyfile-offset keyfile-size label readonly test-passphrase timeout tries type uuid verbose verify-passphrase new-keyfile new-key-slot header-backup-file json-file key-description subsystem token-id token-replace';

const KNOWN = new Set(`${WITHOUT_EFFECT} ${MODELLED}`.trim().split(/\s+/));

/** The first option given that would change the outcome in a way that is not modelled. */
export const optionNotModelled = (given: Iterable<string>): string | undefined =>
  [...given].find((name) => !KNOWN.has(name));
