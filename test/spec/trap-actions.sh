#### EXIT runs at the end of the script
trap 'echo bye' EXIT
echo hi
## STDOUT:
hi
bye
## END

#### EXIT runs at exit, with the status
trap 'echo bye $?' EXIT
exit 3
## STDOUT:
bye 3
## END
## status: 3

#### exit inside the action changes the status
trap 'exit 7' EXIT
exit 3
## status: 7

#### a plain exit inside the action does not
trap 'false; exit' EXIT
exit 3
## status: 3

#### an action may set a new one
trap 'echo 1; trap "echo 2" EXIT' EXIT
exit
## STDOUT:
1
## END

#### the action sees the variables of the end
trap 'echo $x' EXIT
x=1
x=2
## STDOUT:
2
## END

#### EXIT runs after an error of the shell
trap 'echo bye $?' EXIT
: ${x?}
echo no
## STDOUT:
bye 2
## END
## STDERR:
dash: 2: x: parameter not set
## END
## status: 2
## OK busybox STDERR:
sh: x: parameter not set
## END
## OK bash STDOUT:
bye 127
## END
## OK bash STDERR:
bash: line 2: x: parameter not set
## END
## OK bash status: 127

#### EXIT runs after a syntax error
trap 'echo bye $?' EXIT
eval 'if'
echo no
## STDOUT:
bye 2
## END
## STDERR:
dash: 1: eval: Syntax error: end of file unexpected (expecting "then")
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 1: syntax error: unexpected end of file (expecting "then")
## END
## OK bash STDOUT:
no
bye 0
## END
## OK bash STDERR:
bash: eval: line 3: syntax error: unexpected end of file
## END
## OK bash status: 0

#### a subshell does not run the parent's EXIT action
trap 'echo bye' EXIT
(echo sub)
echo $(echo substitution)
echo pipe | cat
## STDOUT:
sub
substitution
pipe
bye
## END

#### a subshell has EXIT actions of its own
(trap 'echo sub bye' EXIT; echo in)
echo $(trap 'echo sub bye' EXIT; echo in)
## STDOUT:
in
sub bye
in sub bye
## END

#### exec drops the EXIT action
trap 'echo bye' EXIT
exec echo replaced
## STDOUT:
replaced
## END

#### a signal's action runs after the command
trap 'echo got' USR1
kill -USR1 $$
echo after
## STDOUT:
got
after
## END

#### $? is what it was before the action
trap 'false' USR1
(exit 3)
kill -USR1 $$
echo $?
## STDOUT:
0
## END

#### $? inside the action is that of the command that was interrupted
trap 'echo in $?' USR1
(exit 3)
kill -USR1 $$
## STDOUT:
in 0
## END

#### an ignored signal does nothing, also in children
trap '' TERM
kill -TERM $$
sh -c 'kill -TERM $$; echo child'
echo alive
## STDOUT:
child
alive
## END

#### the default comes back
trap '' TERM
trap - TERM
kill -TERM $$
echo no
## status: 143

#### exit inside a signal's action
trap 'exit 5' TERM
kill -TERM $$
echo no
## status: 5

#### return inside an action leaves the function
trap 'return 9' USR1
f() { kill -USR1 $$; echo no; }
f
echo $?
## STDOUT:
9
## END

#### break inside an action leaves the loop
trap 'break' USR1
for i in 1 2 3; do
  echo $i
  kill -USR1 $$
done
echo end
## STDOUT:
1
end
## END

#### in a subshell an action is gone, what is ignored stays
trap 'echo no' USR1
trap '' USR2
(sh -c 'kill -USR2 $PPID'; echo ignored)
(trap)
## STDOUT:
ignored
trap -- '' USR2
## END
## OK bash STDOUT:
ignored
trap -- 'echo no' SIGUSR1
trap -- '' SIGUSR2
## END

#### the list shows what is set
trap 'echo "a b"' INT
trap '' TERM
trap "it's" EXIT
trap
trap - EXIT
## STDOUT:
trap -- 'it'"'"'s' EXIT
trap -- 'echo "a b"' INT
trap -- '' TERM
## END
## OK bash STDOUT:
trap -- 'it'\''s' EXIT
trap -- 'echo "a b"' SIGINT
trap -- '' SIGTERM
## END

#### a number names a signal
trap 'echo got' 10
kill -10 $$
## STDOUT:
got
## END

#### a single operand resets
trap 'echo no' EXIT
trap EXIT
## status: 0

#### a number in front resets all that follow
trap 'echo no' INT EXIT
trap 2 0
trap
## status: 0

#### a signal that does not exist
trap 'echo x' NOSUCH
echo $?
## STDOUT:
1
## END
## STDERR:
trap: NOSUCH: bad trap
## END
## OK busybox STDERR:
sh: trap: line 0: NOSUCH: invalid signal specification
## END
## OK bash STDERR:
bash: line 1: trap: NOSUCH: invalid signal specification
## END

#### wait is broken off by a signal
trap 'echo got' USR1
(sleep 0.2; kill -USR1 $$) &
sleep 1 &
wait $!
[ $? -gt 128 ] && echo interrupted
## STDOUT:
got
interrupted
## END

#### a foreground command is not
trap 'echo got' USR1
(sleep 0.1; kill -USR1 $$) &
sleep 0.3
echo after
wait
## STDOUT:
got
after
## END

#### a signal from a child
trap 'echo got; exit 4' TERM
sh -c 'kill -TERM $PPID'
echo no
## STDOUT:
got
## END
## status: 4

#### set -e and the EXIT action
set -e
trap 'echo bye $?' EXIT
false
## STDOUT:
bye 1
## END
## status: 1

#### EXIT sees the variables of the function that ends the shell
f() { local a=inside; trap 'echo "$a $*"' EXIT; exit 3; }
a=outside
set -- q
f 1 2
## STDOUT:
inside q
## END
## status: 3
## OK bash STDOUT:
inside 1 2
## END

#### EXIT sees what was assigned for the command
f() { trap 'echo "$a"' EXIT; : ${gone?not there}; }
a=given f
## STDOUT:
given
## END
## STDERR:
dash: 1: gone: not there
## END
## status: 2
## OK busybox STDERR:
sh: gone: not there
## END
## OK bash STDOUT:

## END
## OK bash STDERR:
environment: line 1: gone: not there
## END
## OK bash status: 127

#### EXIT writes where the shell wrote
trap 'echo bye' EXIT
{ exit 2; } >/dev/null
## STDOUT:
bye
## END
## status: 2

#### return in the action of EXIT changes no status
trap 'return 4' EXIT
false
## status: 1
## OK bash STDERR:
bash: line 1: return: can only `return' from a function or sourced script
## END

#### return in the action of EXIT under set -e
set -e
trap 'return 4' EXIT
false
## status: 4
## OK bash STDERR:
bash: line 1: return: can only `return' from a function or sourced script
## END
## OK bash status: 2
