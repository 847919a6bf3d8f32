/** LUKS headers with several keys, compared with what the manual pages of cryptsetup 2.6 say and cryptsetup does on an image file. */
import { checkClaims, machineToBuildOn } from './man-pages.ts';

const FAST = '--pbkdf pbkdf2 --pbkdf-force-iterations 1000';

checkClaims(
  'LUKS1 and LUKS2 with several keyslots',
  () =>
    machineToBuildOn([
      `cryptsetup luksFormat -q ${FAST} --type luks2 --label lab /dev/vdb /run/passphrase`,
      `cryptsetup luksFormat -q ${FAST} --type luks1 /dev/vdc /run/passphrase`,
    ]),
  [
    {
      page: 'cryptsetup-isLuks(8) --type',
      says: 'the version may be asked for',
      lines: ['cryptsetup isLuks --type luks1 /dev/vdb'],
      prints: '',
      status: 1,
    },
    {
      page: 'cryptsetup-luksAddKey(8)',
      says: 'an existing key is needed; the new one takes the first free slot',
      lines: [
        `cryptsetup luksAddKey ${FAST} /dev/vdb /run/other --key-file /run/passphrase`,
        'cryptsetup open --test-passphrase -v /dev/vdb --key-file /run/other',
      ],
      prints: 'No usable token is available.\nKey slot 1 unlocked.\nCommand successful.\n',
    },
    {
      page: 'cryptsetup-luksAddKey(8) --key-slot',
      says: 'or the slot that is asked for',
      lines: [`cryptsetup luksAddKey ${FAST} --key-slot 5 /dev/vdb /run/raw --key-file /run/passphrase`],
      prints: 'WARNING: The --key-slot parameter is used for new keyslot number.\n',
    },
    {
      page: 'cryptsetup-luksAddKey(8) --key-slot',
      says: 'which must be free',
      lines: [`cryptsetup luksAddKey ${FAST} --new-key-slot 5 /dev/vdb /run/raw --key-file /run/passphrase`],
      prints: 'Key slot 5 is full, please select another one.\n',
      status: 1,
    },
    {
      page: 'cryptsetup(8) LUKS2',
      says: 'version 2 has 32 slots',
      lines: [`cryptsetup luksAddKey ${FAST} --new-key-slot 32 /dev/vdb /run/raw --key-file /run/passphrase`],
      prints: 'Key slot 32 is invalid, please select between 0 and 31.\n',
      status: 1,
    },
    {
      page: 'cryptsetup(8) LUKS1',
      says: 'version 1 has 8',
      lines: [`cryptsetup luksAddKey ${FAST} --new-key-slot 8 /dev/vdc /run/raw --key-file /run/passphrase`],
      prints: 'Key slot 8 is invalid, please select between 0 and 7.\n',
      status: 1,
    },
    {
      page: 'cryptsetup-open(8) --key-slot',
      says: 'only this slot is tried',
      lines: ['cryptsetup open --test-passphrase --key-slot 0 /dev/vdb --key-file /run/other'],
      prints: 'No key available with this passphrase.\n',
      status: 2,
    },
    {
      page: 'cryptsetup-luksKillSlot(8)',
      says: 'a slot goes when another key is given; an empty one is told',
      lines: [
        'cryptsetup luksKillSlot /dev/vdb 5 --key-file /run/passphrase',
        'cryptsetup luksKillSlot /dev/vdb 5 --key-file /run/passphrase',
      ],
      prints: 'Keyslot 5 is not active.\n',
      status: 1,
    },
    {
      page: 'cryptsetup-luksKillSlot(8)',
      says: 'the key of the slot itself will not do while there are others',
      lines: ['cryptsetup luksKillSlot /dev/vdb 1 --key-file /run/other'],
      prints: 'No key available with this passphrase.\n',
      status: 2,
    },
    {
      page: 'cryptsetup-luksRemoveKey(8)',
      says: 'the slot that the key opens goes',
      lines: [
        'cryptsetup luksRemoveKey /dev/vdb /run/other',
        'cryptsetup open --test-passphrase /dev/vdb --key-file /run/other',
      ],
      prints: 'No key available with this passphrase.\n',
      status: 2,
    },
    {
      page: 'cryptsetup-luksChangeKey(8)',
      says: 'one key takes the place of another',
      lines: [
        `cryptsetup luksChangeKey ${FAST} /dev/vdb /run/other --key-file /run/passphrase`,
        'cryptsetup open --test-passphrase -v --key-slot 0 /dev/vdb --key-file /run/other',
      ],
      prints: 'No usable token is available.\nKey slot 0 unlocked.\nCommand successful.\n',
    },
    {
      page: 'cryptsetup-config(8)',
      says: 'something to change must be said',
      lines: ['cryptsetup config /dev/vdb'],
      prints: 'Option --priority, --label or --subsystem is missing.\n',
      status: 1,
    },
    {
      page: 'cryptsetup-config(8) --label --subsystem --priority',
      says: 'what luksDump shows afterwards',
      lines: [
        'cryptsetup config --label new --subsystem lab /dev/vdb',
        'cryptsetup config --priority prefer --key-slot 0 /dev/vdb',
        'cryptsetup luksDump /dev/vdb',
      ],
      prints:
        /\nLabel: {9}\tnew\nSubsystem: {5}\tlab\n[\s\S]*\n {2}0: luks2\n\tKey: {8}512 bits\n\tPriority: {3}preferred\n[\s\S]*\n\tPBKDF: {6}pbkdf2\n\tHash: {7}sha256\n\tIterations: 1000\n/,
    },
    {
      page: 'cryptsetup-config(8)',
      says: 'labels are for version 2 only',
      lines: ['cryptsetup config --label new /dev/vdc'],
      prints: 'Device /dev/vdc is not a valid LUKS2 device.\n',
      status: 1,
    },
    {
      page: 'cryptsetup-token(8) add',
      says: 'a token tells where in the keyring a passphrase is',
      lines: ['cryptsetup token add --key-description where --token-id 7 /dev/vdb', 'cryptsetup luksDump /dev/vdb'],
      prints: /\nTokens:\n {2}7: luks2-keyring\n\tKey description: where\nDigests:\n/,
    },
    {
      page: 'cryptsetup-token(8) remove',
      says: 'and goes by its number',
      lines: ['cryptsetup token remove --token-id 7 /dev/vdb', 'cryptsetup token remove --token-id 7 /dev/vdb'],
      prints: 'Token 7 is not in use.\n',
      status: 1,
    },
    {
      page: 'cryptsetup-luksHeaderBackup(8)',
      says: 'the file must not be there',
      lines: [
        'cryptsetup luksHeaderBackup /dev/vdb --header-backup-file /run/backup',
        'cryptsetup luksHeaderBackup /dev/vdb --header-backup-file /run/backup',
      ],
      prints: 'Requested header backup file /run/backup already exists.\n',
      status: 1,
    },
    {
      page: 'cryptsetup-erase(8)',
      says: 'no key is left',
      lines: ['cryptsetup erase -q /dev/vdb', 'cryptsetup open --test-passphrase /dev/vdb --key-file /run/other'],
      prints: 'No usable keyslot is available.\n',
      status: 1,
    },
    {
      page: 'cryptsetup-luksHeaderRestore(8)',
      says: 'the keys of the backup open it again',
      lines: [
        'cryptsetup luksHeaderRestore -q /dev/vdb --header-backup-file /run/backup',
        'cryptsetup open --test-passphrase /dev/vdb --key-file /run/other',
      ],
      prints: '',
    },
    {
      page: 'cryptsetup-luksUUID(8) --uuid',
      says: 'the UUID can be set',
      lines: [
        'cryptsetup luksUUID --uuid 11111111-2222-3333-4444-555555555555 /dev/vdc',
        'cryptsetup luksUUID /dev/vdc',
      ],
      prints: '11111111-2222-3333-4444-555555555555\n',
    },
  ],
);
