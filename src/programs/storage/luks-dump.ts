/** What `cryptsetup luksDump` prints of a header; salts and digests are made up, the same in every run. */
import { stableUuid } from '../../machine/block/stable-uuid.ts';
import { dataOffsetBytes, epochOf, type KeyCost, type LuksHeader } from '../../machine/luks/luks-header.ts';

export const dumpHeader = (path: string, header: LuksHeader): string =>
  header.version === 1 ? dumpVersion1(path, header) : dumpVersion2(header);

/** Names of tokens in the header's own JSON. */
const TOKEN_TYPES: Readonly<Record<string, string>> = {
  tpm2: 'systemd-tpm2',
  'tpm2-pin': 'systemd-tpm2',
  fido2: 'systemd-fido2',
  recovery: 'systemd-recovery',
  clevis: 'clevis',
};
const USUAL_COST: KeyCost = { time: 4, memoryKiB: 1_048_576, threads: 4 };
const KEYSLOT_BYTES = 258_048;
const FIRST_AREA = 32_768;

function dumpVersion2(header: LuksHeader): string {
  const lines = [
    'LUKS header information',
    'Version:       \t2',
    `Epoch:         \t${epochOf(header)}`,
    'Metadata area: \t16384 [bytes]',
    'Keyslots area: \t16744448 [bytes]',
    `UUID:          \t${header.uuid}`,
    `Label:         \t${header.label ?? '(no label)'}`,
    `Subsystem:     \t${header.subsystem ?? '(no subsystem)'}`,
    'Flags:       \t(no flags)',
    '',
    'Data segments:',
    '  0: crypt',
    `\toffset: ${dataOffsetBytes(header)} [bytes]`,
    '\tlength: (whole device)',
    '\tcipher: aes-xts-plain64',
    '\tsector: 512 [bytes]',
    '',
    'Keyslots:',
    ...header.keyslots.flatMap(({ slot, cost = USUAL_COST, priority }, index) => [
      `  ${slot}: luks2`,
      '\tKey:        512 bits',
      `\tPriority:   ${priority === 'prefer' ? 'preferred' : (priority ?? 'normal')}`,
      '\tCipher:     aes-xts-plain64',
      '\tCipher key: 512 bits',
      ...(cost.pbkdf === 'pbkdf2'
        ? ['\tPBKDF:      pbkdf2', '\tHash:       sha256', `\tIterations: ${cost.time}`]
        : [
            `\tPBKDF:      ${cost.pbkdf ?? 'argon2id'}`,
            `\tTime cost:  ${cost.time}`,
            `\tMemory:     ${cost.memoryKiB}`,
            `\tThreads:    ${cost.threads}`,
          ]),
      ...bytes('\tSalt:       ', '\t            ', `${header.uuid} salt ${slot}`, 32, 16),
      '\tAF stripes: 4000',
      '\tAF hash:    sha256',
      `\tArea offset:${FIRST_AREA + index * KEYSLOT_BYTES} [bytes]`,
      `\tArea length:${KEYSLOT_BYTES} [bytes]`,
      '\tDigest ID:  0',
    ]),
    'Tokens:',
    ...header.tokens.flatMap((token, index) =>
      token === undefined
        ? []
        : typeof token === 'object'
          ? [`  ${index}: luks2-keyring`, `\tKey description: ${token.keyring}`]
          : [`  ${index}: ${TOKEN_TYPES[token] ?? token}`, `\tKeyslot:    ${header.keyslots[index]?.slot ?? 0}`],
    ),
    'Digests:',
    '  0: pbkdf2',
    '\tHash:       sha256',
    '\tIterations: 1000',
    ...bytes('\tSalt:       ', '\t            ', `${header.uuid} digest salt`, 32, 16),
    ...bytes('\tDigest:     ', '\t            ', `${header.uuid} digest`, 32, 16),
    '',
  ];
  return lines
    .map((line) => `${line}\n`)
    .join('')
    .replace(/\n\n$/, '\n');
}

function dumpVersion1(path: string, header: LuksHeader): string {
  const slots = Array.from({ length: 8 }, (_, slot) =>
    header.keyslots.some((keyslot) => keyslot.slot === slot)
      ? [
          `Key Slot ${slot}: ENABLED`,
          `\tIterations:         \t${iterationsOf(header, slot)}`,
          ...bytes('\tSalt:               \t', '\t                      \t', `${header.uuid} salt ${slot}`, 32, 16),
          `\tKey material offset:\t${8 + slot * 504}`,
          '\tAF stripes:            \t4000',
        ]
      : [`Key Slot ${slot}: DISABLED`],
  ).flat();
  const lines = [
    `LUKS header information for ${path}`,
    '',
    'Version:       \t1',
    'Cipher name:   \taes',
    'Cipher mode:   \txts-plain64',
    'Hash spec:     \tsha256',
    'Payload offset:\t4096',
    'MK bits:       \t512',
    ...bytes('MK digest:     \t', '', `${header.uuid} digest`, 20, 20),
    ...bytes('MK salt:       \t', '               \t', `${header.uuid} salt`, 32, 16),
    'MK iterations: \t100000',
    `UUID:          \t${header.uuid}`,
    '',
    ...slots,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const iterationsOf = (header: LuksHeader, slot: number): number => {
  const cost = header.keyslots.find((keyslot) => keyslot.slot === slot)?.cost;
  return cost?.time ?? 1_000_000;
};

/** Lines of hexadecimal bytes made of a name, each byte followed by a blank. */
function bytes(first: string, next: string, name: string, count: number, perLine: number): string[] {
  let hex = '';
  for (let i = 0; hex.length < count * 2; i++) hex += stableUuid(`${name} ${i}`).replaceAll('-', '');
  const words = hex.slice(0, count * 2).match(/../g)!;
  const lines: string[] = [];
  for (let at = 0; at < count; at += perLine)
    lines.push(
      `${at === 0 ? first : next}${words
        .slice(at, at + perLine)
        .map((word) => `${word} `)
        .join('')}`,
    );
  return lines;
}
