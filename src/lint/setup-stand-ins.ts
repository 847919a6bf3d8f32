/** What stands in for dracut while a module-setup.sh runs in our bash: each function notes its call instead of copying files. */

/** Where the folders of the modules are planted on the machine that runs them. */
export const moduleFolder = (index: number): string => `/module/${index}`;
const INITDIR = '/initdir';
/** Between the fields of a note, and after it. */
export const FIELD = '\x1f';
export const NOTE = '\x1e';

/** Functions of dracut whose calls say what the image gets. */
const NOTED = [
  'inst',
  'inst_any',
  'inst_binary',
  'inst_hook',
  'inst_if_exists',
  'inst_library',
  'inst_multiple',
  'inst_rules',
  'inst_rules_wildcard',
  'inst_script',
  'inst_simple',
  'inst_symlink',
  'dracut_install',
];

/** Those that succeed and matter to nobody here. */
const SILENT = [
  'dinfo',
  'dwarn',
  'dwarning',
  'derror',
  'dfatal',
  'ddebug',
  'dtrace',
  'dlog',
  'instmods',
  'hostonly',
  'dracut_instmods',
  'inst_dir',
  'inst_libdir_file',
  'inst_libdir_dir',
  'inst_sysusers',
  'inst_decompress',
  'inst_fsck_help',
  'inst_qt_conf',
  'inst_ucode',
  'mark_hostonly',
  'dracut_need_initqueue',
  'dracut_no_switch_root',
  'require_binaries',
  'require_any_binary',
  'require_kernel_modules',
  'for_each_module_dir',
  'prepare_udev_rules',
  'ln_r',
  'add_device',
  'push_host_devs',
  'block_is_nbd',
  'optional_module_dep',
  'check_kernel_module',
  'optional_hostonly',
  'module_install',
  'build_ld_cache',
  'dracut_kernel_post',
  'check_kernel_config',
  'check_block_and_slaves',
  'check_block_and_slaves_all',
];

/** Those whose answer is no: they look at the machine that builds the image. */
const REFUSED = [
  'for_each_host_dev_fs',
  'for_each_host_dev_and_slaves',
  'for_each_host_dev_and_slaves_all',
  'block_is_netdevice',
  'find_root_block_device',
  'find_block_device',
  'ldd',
  'block_is_iscsi',
  'block_is_fcoe',
  'is_qemu_virtualized',
  'host_fs_type_included',
  'omit_dracutmodules',
  'check_module',
  'in_hostonly_mode',
];

/** The variables that dracut.sh and dracut-init.sh set for modules. */
const VARIABLES = `
initdir=${INITDIR} dracutbasedir=/usr/lib/dracut dracutsysrootdir= DRACUT_VERSION=108 kernel=6.17.0 srcmods=/lib/modules/6.17.0
udevdir=/usr/lib/udev udevrulesconfdir=/etc/udev/rules.d systemdutildir=/usr/lib/systemd systemdutilconfdir=/etc/systemd
systemdsystemunitdir=/usr/lib/systemd/system systemdsystemconfdir=/etc/systemd/system systemdcatalog=/usr/lib/systemd/catalog
systemdntpunits=/usr/lib/systemd/ntp-units.d systemdntpunitsconfdir=/etc/systemd/ntp-units.d systemdportable=/usr/lib/systemd/portable
systemdnetwork=/usr/lib/systemd/network systemdnetworkconfdir=/etc/systemd/network tmpfilesdir=/usr/lib/tmpfiles.d sysusers=/usr/lib/sysusers.d
sysusersconfdir=/etc/sysusers.d sysctld=/usr/lib/sysctl.d sysctlconfdir=/etc/sysctl.d modulesload=/usr/lib/modules-load.d modulesloadconfdir=/etc/modules-load.d
depmodd=/usr/lib/depmod.d environment=/usr/lib/environment.d environmentconfdir=/etc/environment.d dbus=/usr/share/dbus-1 dbusconfdir=/etc/dbus-1
dbussystem=/usr/share/dbus-1/system.d dbussystemconfdir=/etc/dbus-1/system.d dbussystemservices=/usr/share/dbus-1/system-services
dbussystemservicesconfdir=/etc/dbus-1/system-services dbusservices=/usr/share/dbus-1/services libkmoddir=/usr/lib prefix= hostonly_cmdline=no
persistent_policy= tmpdir=/tmp DRACUT_ARCH=x86_64 DRACUT_TMPDIR=/tmp hookdirs=/var/lib/dracut/hooks hookdir=/var/lib/dracut/hooks early_microcode= uefi=
SYSTEMCTL=_noted_systemctl SYSTEMD_VERSION=257 UDEVVERSION=257 DRACUT_LDCONFIG=true DRACUT_INSTALL=true DRACUT_CP=true DRACUT_LN=true`
  .trim()
  .replace(/\n/g, ' ');

/** By name. */
export const SETUP_VARIABLES: ReadonlyMap<string, string> = new Map(
  VARIABLES.split(' ').map((pair) => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1)] as const;
  }),
);

const ARRAYS =
  'host_fs_types=() host_devs=() swap_devs=() root_devs=() user_devs=() host_modalias=() libdirs=(/lib /usr/lib) fscks=() systemd_systemctl=()';

/** Which modules the image has besides: branches on it are all gone through. */
const VARIANTS = ['all', 'without-systemd', 'alone'];

/** Note of a module that came to its end in all variants. */
export const DONE = 'done';

/**
 * The script that runs module-setup.sh files one after the other, each in subshells of its own: once, or where it asks for other modules
 * once for each variant. Notes are `INDEX LINE FUNCTION ARGUMENT…`.
 */
export function setupScript(setups: readonly string[]): string {
  const asking = setups.map((setup) =>
    /dracut_module_included|hostonly|DRACUT_ARCH/.test(setup) ? VARIANTS : VARIANTS.slice(0, 1),
  );
  return `
exec 3>&1 1>/dev/null
note() { local IFS='${FIELD}'; printf '%s' "$index${FIELD}\${BASH_LINENO[1]}${FIELD}\${FUNCNAME[1]}${FIELD}$*${NOTE}" >&3; }
${NOTED.map((name) => `${name}() { note "$@"; }`).join('\n')}
${SILENT.map((name) => `${name}() { :; }`).join('\n')}
${REFUSED.map((name) => `${name}() { return 1; }`).join('\n')}
_noted_systemctl() { note "$@"; }
find_binary() { printf '/usr/bin/%s\\n' "\${1##*/}"; }
dracut_module_path() { printf '/usr/lib/dracut/modules.d/%s\\n' "$1"; }
dracut_module_included() { case $variant in all) : ;; without-systemd) [[ $1 != systemd* ]] ;; *) return 1 ;; esac; }
trim() { local text="$*"; text=\${text#"\${text%%[![:space:]]*}"}; printf '%s' "\${text%"\${text##*[![:space:]]}"}"; }
strstr() { [[ $1 == *"$2"* ]]; }
strglob() { [[ $1 == $2 ]]; }
strglobin() { [[ $1 == *$2* ]]; }
str_starts() { [[ $1 == "$2"* ]]; }
str_ends() { [[ $1 == *"$2" ]]; }
is_func() { [[ $(type -t "$1") == function ]]; }
${VARIABLES}
${ARRAYS}
hostonly=
mkdir -p "$initdir"
run_setup() {
    [[ $variant != alone ]] || { hostonly=yes; DRACUT_ARCH=s390x; }
    echo "${SETUP_MARK}$index" >&2
    . "$moddir/module-setup.sh"
    for part in check installkernel install config; do
        ! declare -F "$part" || ( "$part" )
    done
    ! declare -F depends || printf '%s' "$index${FIELD}0${FIELD}depends${FIELD}$( depends )${NOTE}" >&3
}
run_module() {
    index=$1 moddir=$2
    shift 2
    for variant; do ( run_setup ); done
    printf '%s' "$index${FIELD}0${FIELD}${DONE}${NOTE}" >&3
}
${asking.map((variants, index) => `run_module ${index} ${moduleFolder(index)} ${variants.join(' ')}`).join('\n')}
`;
}

/** Before what a module says on standard error. */
export const SETUP_MARK = '\x1d';
