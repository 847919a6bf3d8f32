# Redirection (XCU 2.7).

#### output and input
echo a > f; echo b >> f; cat < f; cat f

#### clobbering truncates
echo long line > f; echo x > f; cat f

#### noclobber refuses to truncate
set -C; echo a > f; echo b > f; echo "status $?"; echo c >| f; cat f; echo d >> f; cat f

#### noclobber lets devices be
set -C; echo a > /dev/null; echo $?

#### descriptors
{ echo out; echo err >&2; } 2>f; cat f; { echo out; echo err >&2; } >g 2>&1; cat g

#### the order of redirections matters
{ echo out; echo err >&2; } 2>&1 >f | sed 's/^/piped: /'; cat f

#### other descriptors
exec 3>f; echo three >&3; exec 3>&-; cat f; exec 4<f; read x <&4; echo "$x"; exec 4<&-

#### a closed descriptor
exec 3>&-; echo a >&3; echo "status $?"

#### a file that is not there
cat < nothing; echo "status $?"; : < nothing; echo not reached

#### a file that is not there, for a regular builtin
echo a < nothing; echo "status $?"

#### a directory that is not there
echo a > no/file; echo "status $?"

#### a directory cannot be written
mkdir d; echo a > d; echo "status $?"

#### reading and writing
echo abc > f; exec 5<>f; read x <&5; echo $x; echo def >&5; cat f

#### moving along a shared descriptor
printf '1\n2\n3\n' > f; { read a; read b; echo "$a$b"; cat; } < f

#### redirections on compound commands
for i in 1 2; do echo $i; done > f; cat f; if true; then echo x; fi > f; cat f; { echo g; } > f; cat f; (echo s) > f; cat f

#### a while loop's input
printf 'a\nb\n' > f; while read x; do echo "[$x]"; done < f

#### redirections on functions
f() { echo in f; echo err >&2; } 2>/dev/null; f > out; cat out

#### expansion in the target
x=file; echo a > $x.txt; cat "$x.txt"; echo b > "$(echo c)d"; cat cd

#### several redirections, the last wins
echo a > f > g; cat f; echo -; cat g

#### only redirections create the file
> f; ls f; : >> g; ls g

#### input from a descriptor duplicate
echo data > f; cat 0< f; cat 3< f <&3

#### redirecting a builtin does not outlive it
echo a > f; echo b; cat f

#### exec makes redirections permanent
exec > f; echo hidden; exec >&2; echo shown

#### descriptors are inherited by children
exec 3>f; sh -c 'echo child >&3'; cat f

#### an ampersand and a bad word
echo a >&x; echo "status $?"

#### a redirection before the command
> f echo a; cat f; < f cat; 2>/dev/null cat nothing; echo $?

#### a failed redirection of a special builtin ends the shell
: > no/file; echo not reached

#### a failed redirection of a compound command
{ echo a; } > no/file; echo "status $?"; for i in 1; do echo $i; done < nothing; echo "status $?"

#### /dev/null and /dev/stdout
echo a > /dev/null; echo b > /dev/stdout; cat /dev/null; echo c >/dev/fd/1

#### the bash form of both outputs is a background command elsewhere
## shells: bash
{ echo a; echo b >&2; } &> f; cat f

#### a pipe takes the command's own redirections first
{ echo out; echo err >&2; } 2>/dev/null | cat
