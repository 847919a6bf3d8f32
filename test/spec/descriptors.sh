#### to a file, appending, from a file
echo a >f
echo b >>f
cat <f
## STDOUT:
a
b
## END

#### in any place, in order
>f echo a 2>&1 b
cat f
2>&1 >f cat nofile | sed 's/.*: /: /'
## STDOUT:
a b
: No such file or directory
## END

#### the last of two counts, both are made
echo x >a >b
cat a b
## STDOUT:
x
## END

#### a file can be read and written
echo hello >f
exec 3<>f
read x <&3
echo $x
echo more >&3
exec 3>&-
cat f
## STDOUT:
hello
hello
more
## END

#### descriptors stay with exec
exec 3>f
echo a >&3
echo b >&3
exec 3>&-
cat f
echo c >&3
echo $?
## STDOUT:
a
b
2
## END
## STDERR:
dash: 6: 3: Bad file descriptor
## END
## OK busybox STDOUT:
a
b
1
## END
## OK busybox STDERR:
sh: 3: Bad file descriptor
## END
## OK bash STDOUT:
a
b
1
## END
## OK bash STDERR:
bash: line 6: 3: Bad file descriptor
## END

#### input through a descriptor
printf 'one\ntwo\n' >f
exec 4<f
read a <&4
read b <&4
echo $a $b
exec 4<&-
## STDOUT:
one two
## END

#### exchanging stdout and stderr
f() { echo out; echo err >&2; }
{ f 3>&1 1>&2 2>&3; } 2>/dev/null
## STDOUT:
err
## END

#### a group
{ echo a; echo b >&2; } >f 2>&1
cat f
## STDOUT:
a
b
## END

#### a subshell, if, for, while, case
(echo sub) >f
if true; then echo if; fi >>f
for i in 1; do echo for; done >>f
while true; do echo while; break; done >>f
case x in x) echo case;; esac >>f
cat f
## STDOUT:
sub
if
for
while
case
## END

#### compound commands read from a file
printf '1\n2\n' >f
while read x; do echo "<$x>"; done <f
if read x; then echo "if $x"; fi <f
for i in a; do read x; echo "for $x"; done <f
## STDOUT:
<1>
<2>
if 1
for 1
## END

#### a command inside a loop reads on
printf '1\n2\n3\n' >f
while read x; do echo "[$x]"; cat; done <f
## STDOUT:
[1]
2
3
## END

#### a file that cannot be opened
cat <nofile
echo $?
## STDOUT:
2
## END
## STDERR:
dash: 1: cannot open nofile: No such file
## END
## OK busybox STDOUT:
1
## END
## OK busybox STDERR:
sh: can't open nofile: no such file
## END
## OK bash STDOUT:
1
## END
## OK bash STDERR:
bash: line 1: nofile: No such file or directory
## END

#### a directory that does not exist
echo a >no/file
echo $?
## STDOUT:
2
## END
## STDERR:
dash: 1: cannot create no/file: Directory nonexistent
## END
## OK busybox STDOUT:
1
## END
## OK busybox STDERR:
sh: can't create no/file: nonexistent directory
## END
## OK bash STDOUT:
1
## END
## OK bash STDERR:
bash: line 1: no/file: No such file or directory
## END

#### a directory
mkdir d
echo a >d
echo $?
cat <d >/dev/null 2>&1
echo $?
## STDOUT:
2
1
## END
## STDERR:
dash: 2: cannot create d: Is a directory
## END
## OK busybox STDOUT:
1
1
## END
## OK busybox STDERR:
sh: can't create d: Is a directory
## END
## OK bash STDOUT:
1
1
## END
## OK bash STDERR:
bash: line 2: d: Is a directory
## END

#### a failing redirection of a compound command
{ echo no; } <nofile
echo $?
## STDOUT:
2
## END
## STDERR:
dash: 1: cannot open nofile: No such file
## END
## OK busybox STDOUT:
1
## END
## OK busybox STDERR:
sh: can't open nofile: no such file
## END
## OK bash STDOUT:
1
## END
## OK bash STDERR:
bash: line 1: nofile: No such file or directory
## END

#### a failing redirection of a special builtin ends the shell
: <nofile
echo no
## STDERR:
dash: 1: cannot open nofile: No such file
## END
## status: 2
## OK busybox STDERR:
sh: can't open nofile: no such file
## END
## OK busybox status: 1
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 1: nofile: No such file or directory
## END
## OK bash status: 0

#### not behind command
command : <nofile
echo $?
## STDOUT:
2
## END
## STDERR:
dash: 1: cannot open nofile: No such file
## END
## OK busybox STDOUT:
1
## END
## OK busybox STDERR:
sh: can't open nofile: no such file
## END
## OK bash STDOUT:
1
## END
## OK bash STDERR:
bash: line 1: nofile: No such file or directory
## END

#### nor of a regular builtin
echo a <nofile
echo $?
## STDOUT:
2
## END
## STDERR:
dash: 1: cannot open nofile: No such file
## END
## OK busybox STDOUT:
1
## END
## OK busybox STDERR:
sh: can't open nofile: no such file
## END
## OK bash STDOUT:
1
## END
## OK bash STDERR:
bash: line 1: nofile: No such file or directory
## END

#### exec that cannot open
exec 3<nofile
echo no
## STDERR:
dash: 1: cannot open nofile: No such file
## END
## status: 2
## OK busybox STDERR:
sh: can't open nofile: no such file
## END
## OK busybox status: 1
## OK bash STDOUT:
no
## END
## OK bash STDERR:
bash: line 1: nofile: No such file or directory
## END
## OK bash status: 0

#### without a command
>f
ls f
<nofile
echo $?
## STDOUT:
f
2
## END
## STDERR:
dash: 3: cannot open nofile: No such file
## END
## OK busybox STDOUT:
f
1
## END
## OK busybox STDERR:
sh: can't open nofile: no such file
## END
## OK bash STDOUT:
f
1
## END
## OK bash STDERR:
bash: line 3: nofile: No such file or directory
## END

#### a closed descriptor
echo a >&7
echo $?
## STDOUT:
2
## END
## STDERR:
dash: 1: 7: Bad file descriptor
## END
## OK busybox STDOUT:
1
## END
## OK busybox STDERR:
sh: 7: Bad file descriptor
## END
## OK bash STDOUT:
1
## END
## OK bash STDERR:
bash: line 1: 7: Bad file descriptor
## END

#### writing to closed stdout
(echo a >&-) 2>/dev/null
echo $?
## STDOUT:
1
## END

#### noclobber
set -C
echo a >f
echo b >f
echo $?
cat f
echo c >|f
cat f
echo d >>f
cat f
echo e >/dev/null
echo $?
## STDOUT:
2
a
c
c
d
0
## END
## STDERR:
dash: 3: cannot create f: File exists
## END
## OK busybox STDOUT:
1
a
c
c
d
0
## END
## OK busybox STDERR:
sh: can't create f: File exists
## END
## OK bash STDOUT:
1
a
c
c
d
0
## END
## OK bash STDERR:
bash: line 3: f: cannot overwrite existing file
## END

#### expansions in the target
x=file
echo a >$x.txt
echo b >"$(echo name)"
cat file.txt name
## STDOUT:
a
b
## END

#### no splitting and no pathnames in the target
x='a b'
echo 1 >$x
cat 'a b'
touch q1
echo 2 >q*
cat 'q*'
## STDOUT:
1
2
## END
## OK bash STDOUT:
## END
## OK bash STDERR:
bash: line 2: $x: ambiguous redirect
cat: 'a b': No such file or directory
cat: 'q*': No such file or directory
## END
## OK bash status: 1

#### a descriptor from a variable
n=3
exec 3>f
echo a >&$n
exec 3>&-
cat f
## STDOUT:
a
## END

#### not a descriptor
x=abc
echo a >&$x
echo no
## STDERR:
dash: 3: Syntax error: Bad fd number
## END
## status: 2
## OK busybox STDOUT:
no
## END
## OK busybox STDERR:
## END
## OK busybox status: 0
## OK bash STDOUT:
no
## END
## OK bash STDERR:
## END
## OK bash status: 0

#### a digit that is no descriptor
echo a 2 >f
echo b2>g
cat f g
## STDOUT:
a 2
b2
## END

#### descriptors above nine are words
echo a 10>f
cat f
## STDOUT:
a 10
## END
## OK busybox STDOUT:
a
## END
## OK bash STDOUT:
a
## END

#### a redirection lasts for one command only
echo a >f
echo b
cat f
## STDOUT:
b
a
## END

#### output of a program through the shell's descriptors
exec 3>&1
{ echo a >&3; } >/dev/null
(sh -c 'echo b >&3')
## STDOUT:
a
b
## END

#### nested redirections come back in order
{ { echo a; } >f; echo b; } >g
echo c
cat f g
## STDOUT:
c
a
b
## END

#### &> in dash is & and >
echo a &>f
wait
cat f
## STDOUT:
a
## END
