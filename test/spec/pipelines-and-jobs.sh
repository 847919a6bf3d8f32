#### the status is that of the last command
true | false
echo $?
false | true
echo $?
## STDOUT:
1
0
## END

#### a pipeline with !
! true | false
echo $?
! false | true
echo $?
## STDOUT:
0
1
## END

#### every stage is a process of its own
x=1
echo a | x=2
echo $x
echo a | read y
echo "[$y]"
echo a | { read y; echo "[$y]"; }
## STDOUT:
1
[]
[a]
## END

#### exit in a stage
exit 3 | exit 4
echo $?
exit 3 | true
echo $?
## STDOUT:
4
0
## END

#### a writer without a reader ends
yes | head -n 1
echo $?
## STDOUT:
y
0
## END

#### a loop between pipes
for i in 1 2 3; do echo $i; done | while read x; do echo "<$x>"; done | cat
## STDOUT:
<1>
<2>
<3>
## END

#### a long pipeline
echo a | cat | cat | cat | cat | sed s/a/b/
## STDOUT:
b
## END

#### more than a pipe holds
i=0
while [ $i -lt 3000 ]; do echo "some line of text that is long enough to fill a pipe, number $i"; i=$((i+1)); done | tail -n 1
## STDOUT:
some line of text that is long enough to fill a pipe, number 2999
## END

#### a missing command in a pipeline
nosuchcommand | cat
echo $?
echo a | nosuchcommand
echo $?
## STDOUT:
0
127
## END
## STDERR:
dash: 1: nosuchcommand: not found
dash: 3: nosuchcommand: not found
## END
## OK busybox STDERR:
sh: nosuchcommand: not found
sh: nosuchcommand: not found
## END
## OK bash STDERR:
bash: line 1: nosuchcommand: command not found
bash: line 3: nosuchcommand: command not found
## END

#### a pipeline over several lines
echo a |
  cat |

  cat
## STDOUT:
a
## END

#### a background command and its status
(exit 3) &
wait $!
echo $?
## STDOUT:
3
## END

#### wait for all
sleep 0.2 & (exit 4) &
wait
echo $?
## STDOUT:
0
## END

#### wait for what is no child
wait 99999
echo $?
## STDOUT:
127
## END
## OK bash STDERR:
bash: line 1: wait: pid 99999 is not a child of this shell
## END

#### the status is kept until somebody asks
(exit 5) &
p=$!
(exit 6) &
wait $p
echo $?
wait $!
echo $?
## STDOUT:
5
6
## END

#### a background list
{ sleep 0.1; echo late; } &
echo early
wait
## STDOUT:
early
late
## END

#### and-or lists in the background
false || echo a &
wait
## STDOUT:
a
## END

#### a background command reads nothing
echo input | { cat & wait; }
echo end
## not-yet: bash
## STDOUT:
end
## END
## OK bash STDOUT:
input
end
## END

#### a background pipeline
echo a | sed s/a/b/ &
wait
## STDOUT:
b
## END

#### a killed command
sh -c 'kill -9 $$'
echo $?
sh -c 'kill -TERM $$'
echo $?
## shells: dash busybox
## STDOUT:
137
143
## END
## STDERR:
Killed
Terminated
## END

#### a killed subshell in a pipeline
sh -c 'kill -9 $$' | cat
echo $?
## STDOUT:
0
## END
## STDERR:
Killed
## END
## OK bash STDERR:
## END

#### variables of a subshell stay there
x=1
(x=2; echo $x)
echo $x
## STDOUT:
2
1
## END

#### the working directory too
d=$PWD
(cd /; pwd)
[ "$PWD" = "$d" ] && echo same
## STDOUT:
/
same
## END

#### $$ is the same everywhere
a=$$
[ "$(echo $$)" = $a ] && echo same
(echo $$) | { read b; [ $a = $b ] && echo same; }
## STDOUT:
same
same
## END

#### options of a subshell stay there
(set -f; echo *)
touch f
echo *
## STDOUT:
*
f
## END

#### the umask
umask 022
(umask 077)
umask
## STDOUT:
0022
## END

#### exec in a subshell
(exec echo a; echo no)
echo b
## STDOUT:
a
b
## END

#### exec replaces the shell
x=1 exec sh -c 'echo "[$x]"'
echo no
## STDOUT:
[1]
## END

#### a FIFO whose other end was opened and closed again
mkfifo f; : <f & { wait $!; echo "$?" >&2; trap 'echo trapped >&2' PIPE; echo x 2>/dev/null; } >f; echo $?
## STDOUT:
1
## END
## STDERR:
0
trapped
## END

#### what nobody has open loses what is in it
mkfifo f; (exec 3<>f; echo lost >&3); (sleep 1; echo b >f) & cat f
## STDOUT:
b
## END

#### a trapped signal interrupts the opening of a FIFO
mkfifo f; trap 'echo usr' USR1; (sleep 1; kill -USR1 $$; sleep 1; exec 3<>f; sleep 1) & exec 2>&1; read x <f; echo "status $?"
## STDOUT:
dash: 1: cannot open f: Interrupted system call
usr
status 2
## END
## OK busybox STDOUT:
sh: can't open f: Interrupted system call
usr
status 1
## END
## OK bash STDOUT:
usr
status 1
## END
