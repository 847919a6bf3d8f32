# Where busybox goes its own way in small things, and dash in some.

#### command substitutions in PS4
f() { echo "p"; }; PS4='$(f)$((1 + 1))> '; set -x
echo a
x=$(echo b); false; echo $? "$x"
set +x
:
## shells: dash busybox
## STDOUT:
a
1 b
## END
## STDERR:
p2> echo a
p2> echo b
p2> x=b
p2> false
p2> echo 1 b
p2> set +x
## END

#### a PS4 that cannot be expanded
PS4='${x?bad}+ '; set -x
echo a
PS4='${'
echo b
set +x
:
## shells: dash busybox
## STDOUT:
a
b
## END
## STDERR:
dash: 2: x: bad
${x?bad}+ echo a
dash: 1: Syntax error: Missing '}'
${PS4=${
dash: 1: Syntax error: Missing '}'
${echo b
dash: 1: Syntax error: Missing '}'
${set +x
## END
## OK busybox STDERR:
sh: x: bad
${x?bad}+ echo a
sh: syntax error: missing '}'
${PS4='${'
sh: syntax error: missing '}'
${echo b
sh: syntax error: missing '}'
${set +x
## END

#### the status of a substitution in PS4 is that of an assignment
PS4='$(exit 3)'; set -x
x=1; echo $?
set +x
:
## shells: dash busybox
## STDOUT:
3
## END
## STDERR:
x=1
echo 3
set +x
## END

#### command is not traced
set -x; command echo a; command -p -- echo b; command -v cd; x=command; $x echo c; a='done' command echo d
## shells: dash busybox
## STDOUT:
a
b
cd
c
d
## END
## STDERR:
+ command echo a
+ command -p -- echo b
+ command -v cd
+ x=command
+ command echo c
+ a=done command echo d
## END
## OK busybox STDERR:
+ echo a
+ echo b
+ command -v cd
+ x=command
+ echo c
+ a=done echo d
## END

#### lengths that are none
(echo ${#=}); (echo ${#%}); (echo ${#?}); (echo ${#:=x}); (echo ${##}); (echo ${#%x})
## shells: dash busybox
## STDOUT:
1
0
1
0
## END
## STDERR:
dash: 1: Bad substitution
dash: 1: Bad substitution
## END
## OK busybox STDERR:
sh: syntax error: bad substitution
sh: syntax error: bad substitution
## END

#### arithmetic quotes, and variables in parentheses
a=3; (echo $((1 + "2"))); echo $(((a)+++3)) $((a+++3)) $a; (echo $(((a)++)))
## shells: busybox
## STDOUT:
6 6 4
## END
## STDERR:
sh: arithmetic syntax error
sh: arithmetic syntax error
## END
## status: 2

#### set -u and arithmetic
set -u; echo $((none + 1)); n=$((none)); echo $n
## shells: dash busybox
## STDOUT:
1
0
## END

#### ! and what leaves
f() { ! return 5; }; f; echo $?; for i in 1; do ! break; done; echo $?; g() { if ! return 6; then :; fi; }; g; echo $?
## shells: dash busybox
## STDOUT:
5
0
6
## END
## OK busybox STDOUT:
0
1
0
## END

#### errors in here-documents are errors of redirections
{ cat; } <<E
${x?}
E
echo $?
cat <<E
$((1 / 0))
E
echo $?
## shells: dash busybox
## STDOUT:
2
2
## END
## STDERR:
dash: 1: x: parameter not set
dash: 5: arithmetic expression: division by zero: "1 / 0"
## END
## OK busybox STDOUT:
1
1
## END
## OK busybox STDERR:
sh: x: parameter not set
sh: divide by zero
## END

#### a backquote in a delimiter quotes the document
cat <<a`b`
$((1 + 1))
a`b`
## shells: busybox
## STDOUT:
$((1 + 1))
## END

#### backslashes before quotes in backquotes of a here-document
cat <<E
`echo \"a\" 'b\"c'`
E
## shells: dash busybox
## STDOUT:
a b"c
## END

#### numbers before &>
f() { echo out; echo err >&2; echo three >&3; }; exec 3>&1; f 3&>x; cat x; f 2&>x; cat x
## shells: busybox
## STDOUT:
out
three
out
three
err
## END
## STDERR:
err
## END

#### FUNCNAME and LINENO
f() { echo "$FUNCNAME"; g; echo "$FUNCNAME"; }; g() { echo "$FUNCNAME"; }; f; echo "[$FUNCNAME]"
set | grep -E '^(FUNCNAME|LINENO)'; unset LINENO; echo "[$LINENO]"; FUNCNAME=x; f
## shells: busybox
## STDOUT:
f
g
f
[]
FUNCNAME=''
LINENO=''
[]
x
x
x
## END

#### the name behind -c has a line
sh=busybox; $sh sh -c 'nosuch
: ${x?}' NAME
## shells: busybox
## STDERR:
NAME: line 0: nosuch: not found
NAME: line 1: x: parameter not set
## END
## status: 2

#### umask for nobody in particular
umask 022; umask +w; umask; umask =rw; umask; umask a+w; umask
## shells: dash busybox
## STDOUT:
0000
0111
0111
## END
## OK busybox STDOUT:
0022
0133
0111
## END

#### export -n
a=1; export a; export -n a; export b=2; export -n b=3; export -p | grep -E ' (a|b)='; echo $a$b
## shells: busybox
## STDOUT:
export b='3'
13
## END

#### words of test behind ! and in parentheses
test \( ! -e \); echo $?; test ! ! -n x; echo $?; test ! ! ! x; echo $?; test \( -n x \); echo $?; test ! \( x \); echo $?
## shells: dash busybox
## STDOUT:
1
1
0
0
1
## END
## OK busybox STDOUT:
1
0
1
2
1
## END
## OK busybox STDERR:
sh: closing paren expected
## END

#### options that read and set do not have
read -N 1 x; echo $?; set -s
## shells: busybox
## STDOUT:
2
## END
## STDERR:
sh: read: line 0: illegal option -N
sh: set: line 0: illegal option -s
## END
## status: 2

#### read when the time is up
{ printf 'a b c'; sleep 1; } | { x=old y=old; read -t 0.2 x y; echo "$? $x $y"; }
sleep 0.3 | { x=old; read -t 0 x; echo "$? $x"; }
## shells: busybox
## STDOUT:
1 a old
1 old
## END

#### an empty name for read
echo a b | { read x ''; echo no; }; echo $?
## shells: busybox
## STDOUT:
no
0
## END
## STDERR:
sh: read: line 0: : bad variable name
## END

#### a directory to source
mkdir d; . ./d; echo $?
## shells: dash busybox
## STDOUT:
0
## END

#### unset OPTIND
unset OPTIND; echo $?
## shells: dash busybox
## STDERR:
dash: 1: unset: Illegal number: 
## END
## status: 2
## OK busybox STDOUT:
0
## END
## OK busybox STDERR:
## END
## OK busybox status: 0

#### jobs, the newest first
sleep 5 & sleep 0.1 & sleep 0.5; jobs; jobs
## shells: dash busybox
## STDOUT:
[2] + Done                       
[1] + Running                    
[1] + Running                    
## END
## OK busybox STDOUT:
[2]+  Done                       
[1]+  Running                    
[1]+  Running                    
## END

#### output that cannot be written
pwd > /dev/full; echo $?; echo x > /dev/full; echo $?; printf x >&-; echo $?
## shells: busybox
## STDOUT:
1
1
1
## END
## STDERR:
sh: write error: No space left on device
## END

#### set -o without a name
busybox sh -c 'set -o ""; echo $-' | tail -1
## shells: busybox
## STDOUT:
ci
## END

#### lines of backquoted commands are counted from the last one that ran
echo $LINENO `echo $LINENO
echo $LINENO`
f() {
  echo $LINENO `echo $LINENO
  echo $LINENO`
}
f
eval '
echo $LINENO `
echo $LINENO`'
cat <<X
$LINENO `echo $LINENO
echo $LINENO` $(
echo $LINENO)
X
echo `
cd /none` "a
b" $LINENO
"no
such"; echo $LINENO
## shells: busybox
## STDOUT:
0 0 1
3 0 1
8 8
10 8
9 13
a
b 15
19
## END
## STDERR:
sh: cd: line 11: can't cd to /none: No such file or directory
sh: no
such: not found
## END

#### lines of functions, loops and background jobs after they have run
printf 'f() {\n  cd /none\n}\n' > d
. ./d
f
echo `echo $LINENO`
: &
echo `echo $LINENO`
wait; for i in a; do
:
done | cat
echo `echo $LINENO`
trap 'cd /none
. ./e' USR1; printf '\n\necho ${' > e
kill -USR1 $$
:
## shells: busybox
## STDOUT:
2
0
6
## END
## STDERR:
sh: cd: line 2: can't cd to /none: No such file or directory
sh: cd: line 12: can't cd to /none: No such file or directory
sh: ./e: line 1: syntax error: missing '}'
## END
## status: 2

#### an interactive shell goes on with the next line after an error
printf 'readonly a=a\na=b .; echo lost\nfi\necho "$? reached"\n' > in; PS1= busybox sh -i < in 2>/dev/null | tail -n 1
## shells: busybox
## STDOUT:
2 reached
## END

#### whatever begins with a dash is an option of type, and only the first
type -3; echo "$?"; type -p cd nosuch; echo "$?"; type -- cd
## shells: busybox
## STDOUT:
0
cd
127
cd
## END

#### after a syntax error an EXIT trap counts from the last command that ran
trap 'set -q' EXIT
:

n=1
m=1
{ :
## shells: busybox
## STDERR:
sh: syntax error: unexpected end of file (expecting "}")
sh: set: line 4: illegal option -q
## END
## status: 2

#### kill -l takes a number of 32 bits
kill -l 4294967295; kill -l 4294967296; echo "$?"
## shells: busybox
## STDOUT:
127
1
## END
## STDERR:
sh: unknown signal '4294967296'
## END

#### numbers beyond 32 bits are cut off
f() { return 2147483649; }; f; echo "$?"
for i in 1 2; do for j in 1 2; do echo "$i$j"; break 4294967298; done; done
set a b c; shift 4294967297; echo "$#"
(exit 4294967301); echo "$?"
(: | false; exit 4294967295); echo "$?"
for i in 1; do break 2147483648; done
## shells: busybox
## STDOUT:
1
11
2
5
1
## END
## STDERR:
sh: break: line 5: Illegal number: 2147483648
## END
## status: 2
