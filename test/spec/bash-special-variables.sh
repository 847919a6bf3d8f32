# Variables that bash makes itself.

#### PIPESTATUS
false | true | (exit 3); echo "${PIPESTATUS[@]}"; echo "${PIPESTATUS[@]}"; ! false | true; echo "${PIPESTATUS[*]}"; f() { false | true; }; f; echo "${PIPESTATUS[@]}"; x=$(exit 5); echo $PIPESTATUS; (exit 4); echo ${PIPESTATUS[0]}
## shells: bash
## STDOUT:
1 0 3
0
1 0
0
5
4
## END

#### RANDOM with a seed is what it is everywhere
RANDOM=42; echo $RANDOM $RANDOM $RANDOM; RANDOM=0; echo $RANDOM; RANDOM=4294967295; echo $RANDOM; RANDOM=-5; echo $RANDOM; unset RANDOM; RANDOM=x; echo $RANDOM
## shells: bash
## STDOUT:
17772 26794 1435
20814
16807
17653
x
## END

#### RANDOM without a seed
a=$RANDOM; [ $a -ge 0 ] && [ $a -le 32767 ] && [ $a != $RANDOM$RANDOM ] && echo ok
## shells: bash
## STDOUT:
ok
## END

#### FUNCNAME, BASH_LINENO and BASH_SOURCE
f() {
  echo "${FUNCNAME[@]}" : "${BASH_LINENO[@]}" : "${BASH_SOURCE[@]}"
}
g() {
  f
}
g
f
echo "[${FUNCNAME[0]}]" "${#BASH_SOURCE[@]}"
## shells: bash
## STDOUT:
f g : 5 7 : environment environment
f : 8 : environment
[] 0
## END

#### the call stack in files
cat > s.sh <<'E'
f() { echo "${FUNCNAME[@]}" : "${BASH_SOURCE[@]}" : "${BASH_LINENO[@]}"; }
f
echo "${FUNCNAME[@]}" : "${BASH_SOURCE[@]}"
. ./t.sh
E
echo 'echo "${BASH_SOURCE[@]}"; f' > t.sh
. ./s.sh; bash ./s.sh; g() { . ./t.sh; }; g
## shells: bash
## STDOUT:
f source : ./s.sh ./s.sh : 2 8
: ./s.sh
./t.sh ./s.sh
f source source : ./s.sh ./t.sh ./s.sh : 1 4 8
f main : ./s.sh ./s.sh : 2 0
: ./s.sh
./t.sh ./s.sh
f source main : ./s.sh ./t.sh ./s.sh : 1 4 0
./t.sh environment
f source g : ./s.sh ./t.sh environment : 1 8 8
## END

#### BASH_SUBSHELL and BASHPID
echo $BASH_SUBSHELL $(echo $BASH_SUBSHELL) $( (echo $BASH_SUBSHELL) ); (echo $BASH_SUBSHELL); [ $$ = $BASHPID ] && echo same; ( [ $$ = $BASHPID ] || echo other )
## shells: bash
## STDOUT:
0 1 2
1
same
other
## END

#### $_
echo a b; echo $_; : x; echo "$_"; f() { echo in; }; f q r; echo $_; x=1; echo "[$_]"; declare -a d=(1); echo $_
## shells: bash
## STDOUT:
a b
b
x
in
r
[]
d
## END

#### versions
echo "${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]}" "$MACHTYPE" "$OSTYPE" "$HOSTTYPE"; BASH_VERSINFO[0]=x
echo $?
## shells: bash
## STDOUT:
5.2 x86_64-pc-linux-gnu linux-gnu x86_64
1
## END
## STDERR:
bash: line 1: BASH_VERSINFO: readonly variable
## END

#### UID and EUID cannot be changed
UID=5
echo $?; EUID=5
echo $?; declare -p UID
## shells: bash
## STDOUT:
1
1
declare -ir UID="0"
## END
## STDERR:
bash: line 1: UID: readonly variable
bash: line 2: EUID: readonly variable
## END

#### SHELLOPTS and BASHOPTS
set -u; echo $SHELLOPTS; shopt -s extglob; case :$BASHOPTS: in *:extglob:*) echo on;; esac; SHELLOPTS=x
echo $?
## shells: bash
## STDOUT:
braceexpand:hashall:interactive-comments:nounset
on
1
## END
## STDERR:
bash: line 1: SHELLOPTS: readonly variable
## END

#### SECONDS
SECONDS=100; echo $SECONDS; SECONDS=x; echo $SECONDS
## shells: bash
## STDOUT:
100
0
## END

#### LINENO
echo $LINENO
f() { echo $LINENO
}
f
for ((i = 0; i < 1; i++)); do echo $LINENO; done
## shells: bash
## STDOUT:
1
2
5
## END

#### unset takes the magic away
unset SECONDS FUNCNAME; SECONDS=x; FUNCNAME=y; f() { echo $SECONDS $FUNCNAME; }; f
## shells: bash
## STDOUT:
x y
## END
