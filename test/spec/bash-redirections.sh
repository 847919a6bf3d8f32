#### a target of several words or none is ambiguous
touch f1 f2; v='a b'; e=
echo x > f*; echo $?
echo x > $v; echo $?
echo x > $e; echo $?
echo x > a{1,2}; echo $?
echo x > "$v"; ls
## shells: bash
## STDOUT:
1
1
1
1
a b
f1
f2
## END
## STDERR:
bash: line 2: f*: ambiguous redirect
bash: line 3: $v: ambiguous redirect
bash: line 4: $e: ambiguous redirect
bash: line 5: a{1,2}: ambiguous redirect
## END

#### a target that matches one file is that file
touch only1
echo x > only*
ls; cat only1
## shells: bash
## STDOUT:
only1
x
## END

#### a descriptor in a variable
exec {fd}> out
echo hi >&$fd
exec {fd}>&-
cat out
echo x >&$fd; echo $?
## shells: bash
## STDOUT:
hi
1
## END
## STDERR:
bash: line 5: $fd: Bad file descriptor
## END

#### it stays open after the command
echo a {fd}> f
echo more >&$fd
cat f
## shells: bash
## STDOUT:
a
more
## END

#### a readonly variable for a descriptor
readonly r=1
echo x {r}> f; echo $?
## shells: bash
## STDOUT:
1
## END
## STDERR:
bash: line 2: r: readonly variable
bash: line 2: r: cannot assign fd to variable
## END

#### moving descriptors
exec 3> o
exec 4>&3-
echo y >&4
echo z >&3; echo $?
cat o
## shells: bash
## STDOUT:
1
y
## END
## STDERR:
bash: line 4: 3: Bad file descriptor
## END

#### &> and &>>
{ echo out; echo err >&2; } &> f; cat f
{ echo out; echo err >&2; } &>> f; wc -l < f
## shells: bash
## STDOUT:
out
err
4
## END

#### >& with a word
{ echo out; echo err >&2; } >& f; cat f
echo x 2>& f2; echo $?
## shells: bash
## STDOUT:
out
err
1
## END
## STDERR:
bash: line 2: f2: ambiguous redirect
## END

#### |&
{ echo out; echo err >&2; } |& sort
## shells: bash
## STDOUT:
err
out
## END

#### here-strings
x='a  b'
cat <<< $x
cat <<< "$x $((1+1))"
read a b <<< "1 2 3"; echo "$a|$b"
cat <<< 'x
y'
## shells: bash
## STDOUT:
a  b
a  b 2
1|2 3
x
y
## END

#### the contents of a file
printf '1\n2\n\n' > f
echo "$(< f)" "$(<f)"
x=$(< nofile); echo $?
## shells: bash
## STDOUT:
1
2 1
2
1
## END
## STDERR:
bash: line 3: nofile: No such file or directory
## END

#### assignments come before redirections where there is no command
x=$(echo hi >&2) 2> f
echo "x=$x"; cat f
## shells: bash
## STDOUT:
x=
## END
## STDERR:
hi
## END

#### process substitution
cat <(echo a) <(echo b)
while read l; do echo "l=$l"; done < <(printf '1\n2\n')
echo <(:) > /dev/null; echo $?
## shells: bash
## STDOUT:
a
b
l=1
l=2
0
## END

#### process substitution that is written to
echo x > >(cat; echo end); sleep 0.1
## shells: bash
## STDOUT:
x
end
## END

#### process substitution with exec
exec 3< <(printf '1\n2\n')
read a <&3; read b <&3; echo $a $b
## shells: bash
## STDOUT:
1 2
## END

#### noclobber
set -C
echo a > f; echo b > f; echo $?; echo c >| f; cat f
## shells: bash
## STDOUT:
1
c
## END
## STDERR:
bash: line 2: f: cannot overwrite existing file
## END

#### what cannot be opened
echo a > /nonexist/x; echo $?
echo a > /; echo $?
cat < nofile; echo $?
exec 9< nofile; echo still here $?
## shells: bash
## STDOUT:
1
1
1
still here 1
## END
## STDERR:
bash: line 1: /nonexist/x: No such file or directory
bash: line 2: /: Is a directory
bash: line 3: nofile: No such file or directory
bash: line 4: nofile: No such file or directory
## END

#### coproc
coproc cat
echo hi >&${COPROC[1]}
read x <&${COPROC[0]}; echo $x
echo ${COPROC[@]}
eval "exec ${COPROC[1]}>&-"
wait $COPROC_PID; echo $?
## shells: bash
## STDOUT:
hi
63 60
0
## END

#### a named coproc
coproc P { read x; echo "[$x]"; }
echo hi >&${P[1]}
read y <&${P[0]}; echo "$y"
## shells: bash
## STDOUT:
[hi]
## END
