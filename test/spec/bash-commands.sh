#### select
select x in a "b c" d; do echo "[$x] $REPLY"; [[ $x ]] && break; done <<< $'9\n2'
## shells: bash
## STDOUT:
[] 9
[b c] 2
## END
## stderr-json: "1) a\n2) b c\n3) d\n#? #? "

#### select: menu again after an empty line, end of input
select x in a b; do echo $x; done <<< $'\n1'
echo $?
## shells: bash
## STDOUT:
a

1
## END
## stderr-json: "1) a\n2) b\n#? 1) a\n2) b\n#? #? "

#### select: columns
select y in 1 2 3 4 5 6 7 8 9 10 11 12 13; do :; done < /dev/null
echo $?
## shells: bash
## STDOUT:

1
## END
## stderr-json: "1) 1\t 3) 3\t 5) 5\t 7) 7\t 9) 9\t11) 11\t13) 13\n2) 2\t 4) 4\t 6) 6\t 8) 8\t10) 10\t12) 12\n#? "

#### select over the positional parameters, PS3
set -- p q
PS3='> '
select z; do echo $z; break; done <<< 2
select y in; do :; done; echo $?
## shells: bash
## STDOUT:
q
0
## END
## stderr-json: "1) p\n2) q\n> "

#### time
{ time -p :; } 2>&1 | cut -d' ' -f1
TIMEFORMAT='%0R'; time :
TIMEFORMAT=; time false; echo $?
! time true; echo $?
TIMEFORMAT='%q'; time :
## shells: bash
## STDOUT:
real
user
sys
1
1
## END
## STDERR:
0
bash: line 5: TIMEFORMAT: `q': invalid format character
## END

#### lastpipe
shopt -s lastpipe
echo a | read x; echo $x
seq 3 | while read n; do t=$n; done; echo $t
echo a | { read y; exit 3; echo no; }
## shells: bash
## STDOUT:
a
3
## END
## status: 3

#### functions of all forms
f() ( echo sub; exit 3 ); f; echo $?
g() if true; then echo if; fi; g
function h { echo h; }; h
function i() { echo i; }; i
j() [[ $1 == a ]]; j a; echo $?
a.b-c+d() { echo odd name; }; a.b-c+d
## shells: bash
## STDOUT:
sub
3
if
h
i
0
odd name
## END

#### names that no function can have
foo-$(echo hi)() { echo; }; echo $?
function 'q q' { echo; }; echo $?
## shells: bash
## STDOUT:
1
1
## END
## STDERR:
bash: line 1: `foo-$(echo hi)': not a valid identifier
bash: line 2: `'q q'': not a valid identifier
## END

#### redirections of a function belong to it
f() { echo out; echo err >&2; } > log 2>&1
f; cat log
## shells: bash
## STDOUT:
out
err
## END

#### type prints a function
f() {
  local x=1 # comment
  if a; then b; elif c; then d; else e; fi
  while a; b; do c; done < x
  for x in 1 2 "$y"; do echo; done
  for ((i=0; i<3; i++)); do echo; done
  case $x in a|b) echo;; (c) ;; *) x; y;& z) ;;& esac
  ( sub; shell ) | { grp; } && x || y
  ! time -p a | b
  [[ a == b && ( ! -n x || $x =~ y ) ]]
  (( x + 1 ))
  cat <<EOF | grep x
body $x
EOF
  g() { echo g; }
  a & b &
  x=( 1 2 [3]=4 ) y+=z cmd > out 2>&1 < in 3<&- &> all
  a |& b
  $( echo  x )
} 2> err
type f
## shells: bash
## STDOUT:
f is a function
f () 
{ 
    local x=1;
    if a; then
        b;
    else
        if c; then
            d;
        else
            e;
        fi;
    fi;
    while a;
    b; do
        c;
    done < x;
    for x in 1 2 "$y";
    do
        echo;
    done;
    for ((i=0; i<3; i++))
    do
        echo;
    done;
    case $x in 
        a | b)
            echo
        ;;
        c)

        ;;
        *)
            x;
            y
        ;&
        z)

        ;;&
    esac;
    ( sub;
    shell ) | { 
        grp
    } && x || y;
    time -p ! a | b;
    [[ a == b && ( ! -n x || $x =~ y ) ]];
    (( x + 1 ));
    cat <<EOF |
body $x
EOF
  grep x
    function g () 
    { 
        echo g
    };
    a & b & x=(1 2 [3]=4) y+=z cmd > out 2>&1 < in 3>&- &> all;
    a 2>&1 | b;
    $(echo x)
} 2> err
## END

#### loops: too large, too small and no counts
for i in 1 2; do for j in a b; do echo $i$j; continue 5; done; done; echo $?
for i in 1 2; do echo $i; break 0; done; echo $?
for i in 1 2; do echo $i; continue -1; done; echo $?
break; echo $?
for i in 1; do ( continue; echo goes on ); done
for i in 1 2; do echo $i; break x; done
echo not reached
## shells: bash
## STDOUT:
1a
2a
0
1
1
1
1
0
goes on
1
## END
## STDERR:
bash: line 2: break: 0: loop count out of range
bash: line 3: continue: -1: loop count out of range
bash: line 4: break: only meaningful in a `for', `while', or `until' loop
bash: line 5: continue: only meaningful in a `for', `while', or `until' loop
bash: line 6: break: x: numeric argument required
## END
## status: 128

#### for over a name that is none
for i.j in a b; do echo hi; done; echo $?
## shells: bash
## STDOUT:
1
## END
## STDERR:
bash: line 1: `i.j': not a valid identifier
## END

#### exit and return: their operands
f() { return x; echo no; }; f; echo $?
f() { return -1; }; f; echo $?
f() { return 300; }; f; echo $?
return 3; echo $?
(exit x; echo no); echo $?
(exit -1); echo $?
exit 300
## shells: bash
## STDOUT:
2
255
44
2
2
255
## END
## STDERR:
environment: line 1: return: x: numeric argument required
bash: line 4: return: can only `return' from a function or sourced script
bash: line 5: exit: x: numeric argument required
## END
## status: 44

#### shift
shift 5; echo $?
shift -1; echo $?
shift x; echo $?
shopt -s shift_verbose
shift 5; echo $?
## shells: bash
## STDOUT:
1
1
1
1
## END
## STDERR:
bash: line 2: shift: -1: shift count out of range
bash: line 3: shift: x: numeric argument required
bash: line 5: shift: 5: shift count out of range
## END

#### exec -a, -c, -l
(exec -a name sh -c 'echo $0')
(exec -l sh -c 'echo $0')
(A=1 exec -c /usr/bin/env)
(exec -z); echo $?
exec nosuch
## shells: bash
## STDOUT:
name
-sh
2
## END
## STDERR:
bash: line 4: exec: -z: invalid option
exec: usage: exec [-cl] [-a name] [command [argument ...]] [redirection ...]
bash: line 5: exec: nosuch: not found
## END
## status: 127

#### execfail
shopt -s execfail
exec nosuch; echo still here $?
## shells: bash
## STDOUT:
still here 127
## END
## STDERR:
bash: line 2: exec: nosuch: not found
## END

#### wait -n
{ sleep 0.09; exit 9; } &
{ sleep 0.03; exit 3; } &
wait -n; echo $?
wait -n; echo $?
wait -n; echo $?
## shells: bash
## STDOUT:
3
9
127
## END

#### jobs
sleep 0.05 & sleep 0.06 | cat & { echo a; } > /dev/null &
jobs; jobs | wc -l
wait; jobs
disown %5; echo $?
## shells: bash
## STDOUT:
[1]   Running                 sleep 0.05 &
[2]-  Running                 sleep 0.06 | cat &
[3]+  Running                 { echo a; } > /dev/null &
3
1
## END
## STDERR:
bash: line 4: disown: %5: no such job
## END

#### times, umask, hash
times | wc -l
umask u=rwx,g=,o=; umask; umask -S; umask -p; umask 8; umask a+X; umask x
hash -r; hash; ls > /dev/null; hash -t ls; hash nosuch; hash -d foo
## shells: bash
## STDOUT:
2
0077
u=rwx,g=,o=
umask 0077
hash: hash table empty
/usr/bin/ls
## END
## STDERR:
bash: line 2: umask: 8: octal number out of range
bash: line 2: umask: `X': invalid symbolic mode character
bash: line 2: umask: `x': invalid symbolic mode operator
bash: line 3: hash: nosuch: not found
bash: line 3: hash: foo: not found
## END
## status: 1

#### pushd, popd, dirs
cd /; mkdir /tmp/b2-a 2> /dev/null
pushd /tmp; pushd /usr; dirs; dirs -v; pushd +1; popd; popd; popd; pushd; pushd nodir; dirs -x
rmdir /tmp/b2-a
## shells: bash
## STDOUT:
/tmp /
/usr /tmp /
/usr /tmp /
 0  /usr
 1  /tmp
 2  /
/tmp / /usr
/ /usr
/usr
## END
## STDERR:
bash: line 2: popd: directory stack empty
bash: line 2: pushd: no other directory
bash: line 2: pushd: nodir: No such file or directory
bash: line 2: dirs: -x: invalid number
dirs: usage: dirs [-clpv] [+N] [-N]
## END

#### type, command, builtin
f() { echo f; }
type -t f if cd ls nosuch; echo $?
command -v f if cd nosuch; echo $?
command -V cd; command -V nosuch; echo $?
builtin echo hi; builtin ls; echo $?; builtin; echo $?
## shells: bash
## STDOUT:
function
keyword
builtin
file
1
f
if
cd
0
cd is a shell builtin
1
hi
1
0
## END
## STDERR:
bash: line 4: command: nosuch: not found
bash: line 5: builtin: ls: not a shell builtin
## END

#### alias
alias ll='ls -l' a3="q'r"; alias; alias nope; echo $?
unalias nope; unalias; echo $?
alias 'bad name=x'; echo $?
shopt -s expand_aliases
alias hi='echo hello '
alias w='world'
hi w
## shells: bash
## STDOUT:
alias a3='q'\''r'
alias ll='ls -l'
1
2
1
hello world
## END
## STDERR:
bash: line 1: alias: nope: not found
bash: line 2: unalias: nope: not found
unalias: usage: unalias [-a] name [name ...]
bash: line 3: alias: `bad name': invalid alias name
## END

#### enable
enable -n echo; type -t echo; enable echo; type -t echo; enable nosuch; echo $?
## shells: bash
## STDOUT:
file
builtin
1
## END
## STDERR:
bash: line 1: enable: nosuch: not a shell builtin
## END

#### caller
f() { caller 0; g; }
g() { caller 1; caller; caller 9; echo $?; }
f
## shells: bash
## STDOUT:
1 environment
1
## END

#### shopt
shopt extglob nullglob; echo $?
shopt -s extglob; shopt -p extglob; shopt -q extglob nullglob; echo $?
shopt -s nosuch; echo $?; shopt -su extglob; echo $?
shopt -o errexit; shopt -so errexit; echo $-
## shells: bash
## STDOUT:
extglob        	off
nullglob       	off
1
shopt -s extglob
1
1
1
errexit        	off
ehBc
## END
## STDERR:
bash: line 3: shopt: nosuch: invalid shell option name
bash: line 3: shopt: cannot set and unset shell options simultaneously
## END

#### set -o posix
set -o posix
shopt expand_aliases
trap 'x' USR1; trap; trap - USR1
eval() { :; }
echo not reached
## shells: bash
## STDOUT:
expand_aliases 	on
trap -- 'x' USR1
## END
## STDERR:
bash: line 4: `eval': is a special builtin
## END
## status: 2

#### compgen
f1() { :; }; f2() { :; }; compgen -A function f; compgen -v BASH_V; compgen -b ec; compgen -k wh; compgen -W 'apple banana "app x"' ap; compgen -W 'a b' z; echo $?
compgen -P pre- -S -suf -W 'aa ab' a; compgen -X '*b' -W 'aa ab' a; compgen -X '!*b' -W 'aa ab' a; compgen -A shopt ext; compgen -A setopt err; compgen -A signal SIGH
mkdir xd; : > xf; compgen -d x; compgen -f x | sort; compgen -G 'x*' | sort; compgen -A bogus; echo $?; compgen -q
## shells: bash
## STDOUT:
f1
f2
BASH_VERSINFO
BASH_VERSION
echo
while
apple
app x
1
pre-aa-suf
pre-ab-suf
aa
ab
extdebug
extglob
extquote
errexit
errtrace
SIGHUP
xd
xd
xf
xd
xf
2
## END
## STDERR:
bash: line 3: compgen: bogus: invalid action name
bash: line 3: compgen: -q: invalid option
compgen: usage: compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]
## END
## status: 2
