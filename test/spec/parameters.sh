# Parameter expansion (XCU 2.6.2).

#### default values
unset u; e=; s=set; echo "${u-d}" "${e-d}" "${s-d}" "${u:-d}" "${e:-d}" "${s:-d}"
## STDOUT:
d  set d d set
## END

#### alternative values
unset u; e=; s=set; echo "[${u+a}]" "[${e+a}]" "[${s+a}]" "[${u:+a}]" "[${e:+a}]" "[${s:+a}]"
## STDOUT:
[] [a] [a] [] [] [a]
## END

#### assigning default values
unset u; e=; echo "${u=1}" "${e=2}" "${e:=3}" "$u" "$e"
## STDOUT:
1  3 1 3
## END

#### the error operator with a message ends the shell
unset u; echo "${u?my message}"; echo not reached
## STDERR:
dash: 1: u: my message
## END
## status: 2
## OK busybox STDERR:
sh: u: my message
## END
## OK bash STDERR:
bash: line 1: u: my message
## END
## OK bash status: 127

#### the error operator without a message
unset u; : "${u?}"; echo not reached
## STDERR:
dash: 1: u: parameter not set
## END
## status: 2
## OK busybox STDERR:
sh: u: parameter not set
## END
## OK bash STDERR:
bash: line 1: u: parameter not set
## END
## OK bash status: 127

#### the error operator on an empty value
e=; : "${e?fine}"; : "${e:?bad value}"; echo not reached
## STDERR:
dash: 1: e: bad value
## END
## status: 2
## OK busybox STDERR:
sh: e: bad value
## END
## OK bash STDERR:
bash: line 1: e: bad value
## END
## OK bash status: 127

#### the error operator in a subshell ends only it
unset u; (: "${u:?gone}"; echo not reached); echo "$?" | sed 's/[^0]/nonzero/'
## STDOUT:
nonzero
## END
## STDERR:
dash: 1: u: gone
## END
## OK busybox STDERR:
sh: u: gone
## END
## OK bash STDERR:
bash: line 1: u: gone
## END

#### lengths
x=hello; e=; unset u; echo ${#x} ${#e} ${#u} "${#x}"
## STDOUT:
5 0 0 5
## END

#### length of special parameters
set -- a b c; echo $# ${#} ${#1} "${##}"
## STDOUT:
3 3 1 1
## END

#### removing the shortest and longest suffix
f=/usr/lib/libc.so.6; echo "${f%.*}" "${f%%.*}" "${f%/*}" "${f%%/*}" "${f%x}"
## STDOUT:
/usr/lib/libc.so /usr/lib/libc /usr/lib  /usr/lib/libc.so.6
## END

#### removing the shortest and longest prefix
f=/usr/lib/libc.so.6; echo "${f#*.}" "${f##*.}" "${f#*/}" "${f##*/}" "${f#x}"
## STDOUT:
so.6 6 usr/lib/libc.so.6 libc.so.6 /usr/lib/libc.so.6
## END

#### a quoted pattern in a removal is literal
x='a*b*c'; echo "${x#a*}" "${x#"a*"}" "${x%\*c}" "${x%'*c'}" ${x#"a*"}
## STDOUT:
*b*c b*c a*b a*b b*c
## END

#### a pattern from a variable is a pattern, unless quoted
x=abcabc; p='*c'; echo "${x#$p}" "${x##$p}" "${x#"$p"}"
## STDOUT:
abc  abcabc
## END

#### the word is expanded only when it is used
x=set; echo "${x:-$(echo no >&2)}" "${x:=$((1/0))}"
## STDOUT:
set set
## END

#### nested expansions in the word
unset a b; c=C; echo "${a:-${b:-$c}}" "${a:-"${b-q}"}"
## STDOUT:
C q
## END

#### quotes in the word of an unquoted expansion
unset u; printf '<%s>' ${u-a b} ${u-"a b"} ${u-'a b'} ${u-a\ b}; echo
## STDOUT:
<a><b><a b><a b><a b>
## END

#### quotes in the word of a quoted expansion
unset u; printf '<%s>' "${u-a b}" "${u-"a b"}" "${u-'a b'}"; echo
## STDOUT:
<a b><a b><'a b'>
## END

#### a closing brace in quotes does not close
unset u; echo ${u-'}'} ${u-"}"} ${u-\}} "${u-\}}"
## STDOUT:
} } } }
## END

#### positional parameters beyond nine need braces
set -- a b c d e f g h i j k; echo $10 ${10} ${11}
## STDOUT:
a0 j k
## END

#### $@ and $* without quotes
set -- 'a b' '' c; printf '<%s>' $@; echo; printf '<%s>' $*; echo
## STDOUT:
<a><b><c>
<a><b><c>
## END

#### $@ and $* in quotes
set -- 'a b' '' c; printf '<%s>' "$@"; echo; printf '<%s>' "$*"; echo
## STDOUT:
<a b><><c>
<a b  c>
## END

#### $@ in quotes joins with what stands beside it
set -- 1 2 3; printf '<%s>' "a$@b" "x $@"; echo
## STDOUT:
<a1><2><3b><x 1><2><3>
## END

#### "$@" without parameters is nothing
set --; printf '<%s>' a "$@" b; echo; printf '<%s>' a "x$@" b; echo
## STDOUT:
<a><b>
<a><x><b>
## END

#### "$*" joins with the first character of IFS
set -- a b c; IFS=-+; echo "$*"; IFS=; echo "$*"; unset IFS; echo "$*"
## STDOUT:
a-b-c
abc
a b c
## END

#### ${v+"$@"} gives the parameters when v is set
set -- 'a b' c; v=1; printf '<%s>' ${v+"$@"}; echo; unset v; printf '<%s>' ${v+"$@"} end; echo
## STDOUT:
<a b><c>
<end>
## END

#### assigning $@ and $*
set -- a b; IFS=:; x=$*; y="$*"; printf '%s\n' "$x" "$y"
## STDOUT:
a:b
a:b
## END

#### the special parameters
set -- a b; echo "$#" "$0" | sed 's/ .*/ name/'; true; echo $?; false; echo $?; echo "${-:-none}" >/dev/null; echo ${!:-unset}
## STDOUT:
2 name
0
1
unset
## END

#### $- contains the options
set -f; case $- in *f*) echo f;; esac; set +f; case $- in *f*) echo f;; *) echo no f;; esac
## STDOUT:
f
no f
## END

#### names end at the first character that cannot belong to one
ab=1; a=2; echo "$ab" "${a}b" "$a-b" "$a.b" "${ab}c"
## STDOUT:
1 2b 2-b 2.b 1c
## END

#### a digit ends a positional parameter
set -- x; echo "$1a" "$12" "${1}2"
## STDOUT:
xa x2 x2
## END

#### unset variables with set -u end the shell
set -u; echo before; echo "$nothing"; echo not reached
## STDOUT:
before
## END
## STDERR:
dash: 1: nothing: parameter not set
## END
## status: 2
## OK busybox STDERR:
sh: nothing: parameter not set
## END
## OK bash STDERR:
bash: line 1: nothing: unbound variable
## END
## OK bash status: 127

#### set -u allows defaults and $@
set -u; set --; echo "${nothing-d}" "$@" "$*" "$#"
## STDOUT:
d  0
## END

#### set -u and lengths
set -u; echo "${#nothing}"; echo not reached
## STDERR:
dash: 1: nothing: parameter not set
## END
## status: 2
## OK busybox STDERR:
sh: nothing: parameter not set
## END
## OK bash STDERR:
bash: line 1: nothing: unbound variable
## END
## OK bash status: 127

#### a bad substitution ends the shell
eval 'echo ${a b}'; echo not reached
## STDERR:
dash: 1: eval: Bad substitution
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 0: syntax error: bad substitution
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: line 1: ${a b}: bad substitution
## END
## OK bash status: 0

#### tilde in assignments and words
HOME=/h; x=~; y=~/a:~/b; echo $x $y ~ ~/x "~" \~ a~ x=~
## STDOUT:
/h /h/a:/h/b /h /h/x ~ ~ a~ x=~
## END
## OK bash STDOUT:
/h /h/a:/h/b /h /h/x ~ ~ a~ x=/h
## END

#### an assigned tilde from a variable stays
HOME=/h; t='~'; x=$t; echo $x
## STDOUT:
~
## END

#### prefix removal with an empty pattern
x=abc; echo "${x#}" "${x%}" "${x##}" "${x%%}"
## STDOUT:
abc abc abc abc
## END

#### removal of an unset parameter is empty
unset u; echo "[${u#a}]" "[${u%%*}]"
## STDOUT:
[] []
## END

#### removal applied to $@ goes through every parameter
set -- a.c b.c; echo "${@%.c}" ${*#?}
## STDOUT:
a.c b .c b.c
## END
## OK bash STDOUT:
a b .c .c
## END

#### the pattern of what is unset is not expanded
echo "[${gone#$(echo expanded >&2)}]"
empty=
echo "[${empty#$(echo expanded >&2)}]"
## STDOUT:
[]
[]
## END
## STDERR:
expanded
## END
## OK bash STDERR:
## END

#### a tilde in a pattern
HOME=/root x=/root/f
echo "${x#~}" ${x#~} ${x#"~"} ${x%~/f}
## STDOUT:
/f /f /root/f
## END

#### two lists between quotes keep their field
count() { echo $#; }
set --
count "$@"; count "$@$@"; count "$@""$@"; count "${gone-$@}"
## STDOUT:
0
1
0
1
## END
## OK bash STDOUT:
0
0
0
1
## END

#### the letters of $- in order
set -f -u
case $- in *u*f*) echo uf;; *f*u*) echo fu;; esac
## STDOUT:
uf
## END
## OK bash STDOUT:
fu
## END
