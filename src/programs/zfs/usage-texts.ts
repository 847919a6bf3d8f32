/** The syntax of every subcommand of `zfs` and `zpool` (OpenZFS 2.1), as their usage texts print it. */

const ZFS_SYNTAX = `\tversion

\tcreate [-Pnpuv] [-o property=value] ... <filesystem>
\tcreate [-Pnpsv] [-b blocksize] [-o property=value] ... -V <size> <volume>
\tdestroy [-fnpRrv] <filesystem|volume>
\tdestroy [-dnpRrv] <filesystem|volume>@<snap>[%<snap>][,...]
\tdestroy <filesystem|volume>#<bookmark>

\tsnapshot [-r] [-o property=value] ... <filesystem|volume>@<snap> ...
\trollback [-rRf] <snapshot>
\tclone [-p] [-o property=value] ... <snapshot> <filesystem|volume>
\tpromote <clone-filesystem>
\trename [-f] <filesystem|volume|snapshot> <filesystem|volume|snapshot>
\trename -p [-f] <filesystem|volume> <filesystem|volume>
\trename -u [-f] <filesystem> <filesystem>
\trename -r <snapshot> <snapshot>
\tbookmark <snapshot|bookmark> <newbookmark>
\tprogram [-jn] [-t <instruction limit>] [-m <memory limit (b)>]
\t    <pool> <program file> [lua args...]

\tlist [-Hp] [-r|-d max] [-o property[,...]] [-s property]...
\t    [-S property]... [-t type[,...]] [filesystem|volume|snapshot] ...

\tset <property=value> ... <filesystem|volume|snapshot> ...
\tget [-rHp] [-d max] [-o "all" | field[,...]]
\t    [-t type[,...]] [-s source[,...]]
\t    <"all" | property[,...]> [filesystem|volume|snapshot|bookmark] ...
\tinherit [-rS] <property> <filesystem|volume|snapshot> ...
\tupgrade [-v]
\tupgrade [-r] [-V version] <-a | filesystem ...>

\tuserspace [-Hinp] [-o field[,...]] [-s field] ...
\t    [-S field] ... [-t type[,...]] <filesystem|snapshot|path>
\tgroupspace [-Hinp] [-o field[,...]] [-s field] ...
\t    [-S field] ... [-t type[,...]] <filesystem|snapshot|path>
\tprojectspace [-Hp] [-o field[,...]] [-s field] ...\x20
\t    [-S field] ... <filesystem|snapshot|path>

\tproject [-d|-r] <directory|file ...>
\tproject -c [-0] [-d|-r] [-p id] <directory|file ...>
\tproject -C [-k] [-r] <directory ...>
\tproject [-p id] [-r] [-s] <directory ...>

\tmount
\tmount [-flvO] [-o opts] <-a | filesystem>
\tunmount [-fu] <-a | filesystem|mountpoint>
\tshare [-l] <-a [nfs|smb] | filesystem>
\tunshare <-a [nfs|smb] | filesystem|mountpoint>

\tsend [-DnPpRVvLecwhb] [-[i|I] snapshot] <snapshot>
\tsend [-DnVvPLecw] [-i snapshot|bookmark] <filesystem|volume|snapshot>
\tsend [-DnPpVvLec] [-i bookmark|snapshot] --redact <bookmark> <snapshot>
\tsend [-nVvPe] -t <receive_resume_token>
\tsend [-PnVv] --saved filesystem
\treceive [-vMnsFhu] [-o <property>=<value>] ... [-x <property>] ...
\t    <filesystem|volume|snapshot>
\treceive [-vMnsFhu] [-o <property>=<value>] ... [-x <property>] ...\x20
\t    [-d | -e] <filesystem>
\treceive -A <filesystem|volume>

\tallow <filesystem|volume>
\tallow [-ldug] <"everyone"|user|group>[,...] <perm|@setname>[,...]
\t    <filesystem|volume>
\tallow [-ld] -e <perm|@setname>[,...] <filesystem|volume>
\tallow -c <perm|@setname>[,...] <filesystem|volume>
\tallow -s @setname <perm|@setname>[,...] <filesystem|volume>

\tunallow [-rldug] <"everyone"|user|group>[,...]
\t    [<perm|@setname>[,...]] <filesystem|volume>
\tunallow [-rld] -e [<perm|@setname>[,...]] <filesystem|volume>
\tunallow [-r] -c [<perm|@setname>[,...]] <filesystem|volume>
\tunallow [-r] -s @setname [<perm|@setname>[,...]] <filesystem|volume>

\thold [-r] <tag> <snapshot> ...
\tholds [-rH] <snapshot> ...
\trelease [-r] <tag> <snapshot> ...
\tdiff [-FHt] <snapshot> [snapshot|filesystem]
\tload-key [-rn] [-L <keylocation>] <-a | filesystem|volume>
\tunload-key [-r] <-a | filesystem|volume>
\tchange-key [-l] [-o keyformat=<value>]
\t    [-o keylocation=<value>] [-o pbkdf2iters=<value>]
\t    <filesystem|volume>
\tchange-key -i [-l] <filesystem|volume>
\tredact <snapshot> <bookmark> <redaction_snapshot> ...
\twait [-t <activity>] <filesystem>
`;

const ZPOOL_SYNTAX = `\tversion

\tcreate [-fnd] [-o property=value] ...\x20
\t    [-O file-system-property=value] ...\x20
\t    [-m mountpoint] [-R root] <pool> <vdev> ...
\tdestroy [-f] <pool>

\tadd [-fgLnP] [-o property=value] <pool> <vdev> ...
\tremove [-npsw] <pool> <device> ...

\tlabelclear [-f] <vdev>

\tcheckpoint [-d [-w]] <pool> ...

\tlist [-gHLpPv] [-o property[,...]] [-T d|u] [pool] ...\x20
\t    [interval [count]]
\tiostat [[[-c [script1,script2,...][-lq]]|[-rw]] [-T d | u] [-ghHLpPvy]
\t    [[pool ...]|[pool vdev ...]|[vdev ...]] [[-n] interval [count]]
\tstatus [-c [script1,script2,...]] [-igLpPstvxD]  [-T d|u] [pool] ...\x20
\t    [interval [count]]

\tonline [-e] <pool> <device> ...
\toffline [-f] [-t] <pool> <device> ...
\tclear [-nF] <pool> [device]
\treopen [-n] <pool>

\tattach [-fsw] [-o property=value] <pool> <device> <new-device>
\tdetach <pool> <device>
\treplace [-fsw] [-o property=value] <pool> <device> [new-device]
\tsplit [-gLnPl] [-R altroot] [-o mntopts]
\t    [-o property=value] <pool> <newpool> [<device> ...]

\tinitialize [-c | -s] [-w] <pool> [<device> ...]
\tresilver <pool> ...
\tscrub [-s | -p] [-w] <pool> ...
\ttrim [-dw] [-r <rate>] [-c | -s] <pool> [<device> ...]

\timport [-d dir] [-D]
\timport [-o mntopts] [-o property=value] ...\x20
\t    [-d dir | -c cachefile] [-D] [-l] [-f] [-m] [-N] [-R root] [-F [-n]] -a
\timport [-o mntopts] [-o property=value] ...\x20
\t    [-d dir | -c cachefile] [-D] [-l] [-f] [-m] [-N] [-R root] [-F [-n]]
\t    [--rewind-to-checkpoint] <pool | id> [newpool]
\texport [-af] <pool> ...
\tupgrade
\tupgrade -v
\tupgrade [-V version] <-a | pool ...>
\treguid <pool>

\thistory [-il] [<pool>] ...
\tevents [-vHf [pool] | -c]

\tget [-Hp] [-o "all" | field[,...]] <"all" | property[,...]> <pool> ...
\tset <property=value> <pool>\x20
\tsync [pool] ...

\twait [-Hp] [-T d|u] [-t <activity>[,...]] <pool> [interval]
`;

const opening = (program: string): string =>
  `usage: ${program} command args ...\nwhere 'command' is one of the following:\n\n`;

/** What `zfs` prints without a command. */
export const ZFS_USAGE = `${opening('zfs')}${ZFS_SYNTAX}
Each dataset is of the form: pool/[dataset/]*dataset[@name]

For the property list, run: zfs set|get

For the delegated permission list, run: zfs allow|unallow
`;

/** What `zpool` prints without a command. */
export const ZPOOL_USAGE = `${opening('zpool')}${ZPOOL_SYNTAX}`;

/** The lines of one subcommand, with its continuation lines. */
export function syntaxOf(usage: string, name: string): string {
  let text = '';
  let inside = false;
  for (const line of usage.split('\n')) {
    if (!line.startsWith('\t    ')) inside = line === `\t${name}` || line.startsWith(`\t${name} `);
    if (inside) text += `${line}\n`;
  }
  return text;
}

/** Names of all subcommands. */
export const subcommandNames = (usage: string): readonly string[] => [
  ...new Set(usage.split('\n').flatMap((line) => /^\t([a-z-]+)(?: |$)/.exec(line)?.[1] ?? [])),
];
