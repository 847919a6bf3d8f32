# Redirection (XCU 2.7).

#### output and input
echo a > f; echo b >> f; cat < f; cat f
## STDOUT:
a
b
a
b
## END

#### clobbering truncates
echo long line > f; echo x > f; cat f
## STDOUT:
x
## END

#### noclobber refuses to truncate
set -C; echo a > f; echo b > f; echo "status $?"; echo c >| f; cat f; echo d >> f; cat f
## STDOUT:
status 2
c
c
d
## END
## STDERR:
dash: 1: cannot create f: File exists
## END
## OK busybox STDOUT:
status 1
c
c
d
## END
## OK busybox STDERR:
sh: can't create f: File exists
## END
## OK bash STDOUT:
status 1
c
c
d
## END
## OK bash STDERR:
bash: line 1: f: cannot overwrite existing file
## END

#### noclobber lets devices be
set -C; echo a > /dev/null; echo $?
## STDOUT:
0
## END

#### descriptors
{ echo out; echo err >&2; } 2>f; cat f; { echo out; echo err >&2; } >g 2>&1; cat g
## STDOUT:
out
err
out
err
## END

#### the order of redirections matters
{ echo out; echo err >&2; } 2>&1 >f | sed 's/^/piped: /'; cat f
## STDOUT:
piped: err
out
## END

#### other descriptors
exec 3>f; echo three >&3; exec 3>&-; cat f; exec 4<f; read x <&4; echo "$x"; exec 4<&-
## STDOUT:
three
three
## END

#### a closed descriptor
exec 3>&-; echo a >&3; echo "status $?"
## STDOUT:
status 2
## END
## STDERR:
dash: 1: 3: Bad file descriptor
## END
## OK busybox STDOUT:
status 1
## END
## OK busybox STDERR:
sh: 3: Bad file descriptor
## END
## OK bash STDOUT:
status 1
## END
## OK bash STDERR:
bash: line 1: 3: Bad file descriptor
## END

#### a file that is not there
cat < nothing; echo "status $?"; : < nothing; echo not reached
## STDOUT:
status 2
## END
## STDERR:
dash: 1: cannot open nothing: No such file
dash: 1: cannot open nothing: No such file
## END
## status: 2
## OK busybox STDOUT:
status 1
## END
## OK busybox STDERR:
sh: can't open nothing: no such file
sh: can't open nothing: no such file
## END
## OK busybox status: 1
## OK bash STDOUT:
status 1
not reached
## END
## OK bash STDERR:
bash: line 1: nothing: No such file or directory
bash: line 1: nothing: No such file or directory
## END
## OK bash status: 0

#### a file that is not there, for a regular builtin
echo a < nothing; echo "status $?"
## STDOUT:
status 2
## END
## STDERR:
dash: 1: cannot open nothing: No such file
## END
## OK busybox STDOUT:
status 1
## END
## OK busybox STDERR:
sh: can't open nothing: no such file
## END
## OK bash STDOUT:
status 1
## END
## OK bash STDERR:
bash: line 1: nothing: No such file or directory
## END

#### a directory that is not there
echo a > no/file; echo "status $?"
## STDOUT:
status 2
## END
## STDERR:
dash: 1: cannot create no/file: Directory nonexistent
## END
## OK busybox STDOUT:
status 1
## END
## OK busybox STDERR:
sh: can't create no/file: nonexistent directory
## END
## OK bash STDOUT:
status 1
## END
## OK bash STDERR:
bash: line 1: no/file: No such file or directory
## END

#### a directory cannot be written
mkdir d; echo a > d; echo "status $?"
## STDOUT:
status 2
## END
## STDERR:
dash: 1: cannot create d: Is a directory
## END
## OK busybox STDOUT:
status 1
## END
## OK busybox STDERR:
sh: can't create d: Is a directory
## END
## OK bash STDOUT:
status 1
## END
## OK bash STDERR:
bash: line 1: d: Is a directory
## END

#### reading and writing
echo abc > f; exec 5<>f; read x <&5; echo $x; echo def >&5; cat f
## STDOUT:
abc
abc
def
## END

#### moving along a shared descriptor
printf '1\n2\n3\n' > f; { read a; read b; echo "$a$b"; cat; } < f
## STDOUT:
12
3
## END

#### redirections on compound commands
for i in 1 2; do echo $i; done > f; cat f; if true; then echo x; fi > f; cat f; { echo g; } > f; cat f; (echo s) > f; cat f
## STDOUT:
1
2
x
g
s
## END

#### a while loop's input
printf 'a\nb\n' > f; while read x; do echo "[$x]"; done < f
## STDOUT:
[a]
[b]
## END

#### redirections on functions
f() { echo in f; echo err >&2; } 2>/dev/null; f > out; cat out
## STDOUT:
in f
## END

#### expansion in the target
x=file; echo a > $x.txt; cat "$x.txt"; echo b > "$(echo c)d"; cat cd
## STDOUT:
a
b
## END

#### several redirections, the last wins
echo a > f > g; cat f; echo -; cat g
## STDOUT:
-
a
## END

#### only redirections create the file
> f; ls f; : >> g; ls g
## STDOUT:
f
g
## END

#### input from a descriptor duplicate
echo data > f; cat 0< f; cat 3< f <&3
## STDOUT:
data
data
## END

#### redirecting a builtin does not outlive it
echo a > f; echo b; cat f
## STDOUT:
b
a
## END

#### exec makes redirections permanent
exec > f; echo hidden; exec >&2; echo shown
## STDERR:
shown
## END

#### descriptors are inherited by children
exec 3>f; sh -c 'echo child >&3'; cat f
## STDOUT:
child
## END

#### an ampersand and a bad word
echo a >&x; echo "status $?"
## STDERR:
dash: 1: Syntax error: Bad fd number
## END
## status: 2
## OK busybox STDOUT:
status 0
## END
## OK busybox STDERR:
## END
## OK busybox status: 0
## OK bash STDOUT:
status 0
## END
## OK bash STDERR:
## END
## OK bash status: 0

#### a redirection before the command
> f echo a; cat f; < f cat; 2>/dev/null cat nothing; echo $?
## STDOUT:
a
a
1
## END

#### a failed redirection of a special builtin ends the shell
: > no/file; echo not reached
## STDERR:
dash: 1: cannot create no/file: Directory nonexistent
## END
## status: 2
## OK busybox STDERR:
sh: can't create no/file: nonexistent directory
## END
## OK busybox status: 1
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: line 1: no/file: No such file or directory
## END
## OK bash status: 0

#### a failed redirection of a compound command
{ echo a; } > no/file; echo "status $?"; for i in 1; do echo $i; done < nothing; echo "status $?"
## STDOUT:
status 2
status 2
## END
## STDERR:
dash: 1: cannot create no/file: Directory nonexistent
dash: 1: cannot open nothing: No such file
## END
## OK busybox STDOUT:
status 1
status 1
## END
## OK busybox STDERR:
sh: can't create no/file: nonexistent directory
sh: can't open nothing: no such file
## END
## OK bash STDOUT:
status 1
status 1
## END
## OK bash STDERR:
bash: line 1: no/file: No such file or directory
bash: line 1: nothing: No such file or directory
## END

#### /dev/null and /dev/stdout
echo a > /dev/null; { echo b > /dev/stdout; echo c >/dev/fd/1; } | cat; cat /dev/null; echo d | cat /dev/stdin; echo e | cat /dev/fd/0
## STDOUT:
b
c
d
e
## END

#### the bash form of both outputs is a background command elsewhere
## shells: bash
{ echo a; echo b >&2; } &> f; cat f
## STDOUT:
a
b
## END

#### a pipe takes the command's own redirections first
{ echo out; echo err >&2; } 2>/dev/null | cat
## STDOUT:
out
## END

#### redirections behind braces take the place of those of a subshell alone in them
{ ( echo x ) >f1; } >f2
cat f1 2>/dev/null || echo none
cat f2
## STDOUT:
none
x
## END
## OK bash STDOUT:
x
## END

#### the target of a subshell's redirection is expanded before it starts
( echo x ) >${name:=f1}
echo "[$name]"
( : ) >${gone?not there}
echo still here
## STDOUT:
[f1]
## END
## STDERR:
dash: 3: gone: not there
## END
## status: 2
## OK busybox STDERR:
sh: gone: not there
## END
## OK bash STDOUT:
[]
still here
## END
## OK bash STDERR:
bash: line 3: gone: not there
## END
## OK bash status: 0

#### what cannot be duplicated onto the standard error
echo x 2>&9
echo $?
{ echo y; } 2>&9
echo $?
## STDOUT:
2
2
## END
## OK busybox STDOUT:
1
1
## END
## OK busybox STDERR:
sh: 9: Bad file descriptor
sh: 9: Bad file descriptor
## END
## OK bash STDOUT:
1
1
## END
## OK bash STDERR:
bash: line 1: 9: Bad file descriptor
bash: line 3: 9: Bad file descriptor
## END

#### busybox: what a descriptor's number comes from
n=; (echo x >&$n); echo $?
n=-; echo x >&$n; ls; rm -- -
n=1234567890; echo x >&$n; ls; rm $n
(echo x 2>&foo); echo $?
n=foo; (echo x <&$n); echo $?
echo x 1<&$n; cat foo
## shells: busybox
## STDOUT:
2
-
1234567890
2
2
x
## END
## STDERR:
sh: syntax error: bad fd number
sh: redir error
sh: redir error
## END

#### busybox: a process substitution as the target of a redirection
cat < <(echo a); exec 3> >(cat); echo x >&3; exec 3>&-; sleep 1
## shells: busybox
## STDOUT:
a
x
## END
