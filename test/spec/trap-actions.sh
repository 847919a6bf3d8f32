#### EXIT runs at the end of the script
trap 'echo bye' EXIT
echo hi

#### EXIT runs at exit, with the status
trap 'echo bye $?' EXIT
exit 3

#### exit inside the action changes the status
trap 'exit 7' EXIT
exit 3

#### a plain exit inside the action does not
trap 'false; exit' EXIT
exit 3

#### an action may set a new one
trap 'echo 1; trap "echo 2" EXIT' EXIT
exit

#### the action sees the variables of the end
trap 'echo $x' EXIT
x=1
x=2

#### EXIT runs after an error of the shell
trap 'echo bye $?' EXIT
: ${x?}
echo no

#### EXIT runs after a syntax error
trap 'echo bye $?' EXIT
eval 'if'
echo no
## shells: dash busybox

#### a subshell does not run the parent's EXIT action
trap 'echo bye' EXIT
(echo sub)
echo $(echo substitution)
echo pipe | cat

#### a subshell has EXIT actions of its own
(trap 'echo sub bye' EXIT; echo in)
echo $(trap 'echo sub bye' EXIT; echo in)

#### exec drops the EXIT action
trap 'echo bye' EXIT
exec echo replaced

#### a signal's action runs after the command
trap 'echo got' USR1
kill -USR1 $$
echo after

#### $? is what it was before the action
trap 'false' USR1
(exit 3)
kill -USR1 $$
echo $?

#### $? inside the action is that of the command that was interrupted
trap 'echo in $?' USR1
(exit 3)
kill -USR1 $$

#### an ignored signal does nothing, also in children
trap '' TERM
kill -TERM $$
sh -c 'kill -TERM $$; echo child'
echo alive

#### the default comes back
trap '' TERM
trap - TERM
kill -TERM $$
echo no

#### exit inside a signal's action
trap 'exit 5' TERM
kill -TERM $$
echo no

#### return inside an action leaves the function
trap 'return 9' USR1
f() { kill -USR1 $$; echo no; }
f
echo $?

#### break inside an action leaves the loop
trap 'break' USR1
for i in 1 2 3; do
  echo $i
  kill -USR1 $$
done
echo end

#### in a subshell an action is gone, what is ignored stays
trap 'echo no' USR1
trap '' USR2
(sh -c 'kill -USR2 $PPID'; echo ignored)
(trap)
## shells: dash busybox

#### the list shows what is set
trap 'echo "a b"' INT
trap '' TERM
trap "it's" EXIT
trap
trap - EXIT

#### a number names a signal
trap 'echo got' 10
kill -10 $$

#### a single operand resets
trap 'echo no' EXIT
trap EXIT

#### a number in front resets all that follow
trap 'echo no' INT EXIT
trap 2 0
trap

#### a signal that does not exist
trap 'echo x' NOSUCH
echo $?

#### wait is broken off by a signal
trap 'echo got' USR1
(sleep 0.2; kill -USR1 $$) &
sleep 1 &
wait $!
[ $? -gt 128 ] && echo interrupted

#### a foreground command is not
trap 'echo got' USR1
(sleep 0.1; kill -USR1 $$) &
sleep 0.3
echo after
wait

#### a signal from a child
trap 'echo got; exit 4' TERM
sh -c 'kill -TERM $PPID'
echo no

#### set -e and the EXIT action
set -e
trap 'echo bye $?' EXIT
false

