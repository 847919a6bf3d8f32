# trap (XCU trap).

#### the EXIT trap runs at the end
trap 'echo bye' EXIT; echo hello
## STDOUT:
hello
bye
## END

#### and sees the status
trap 'echo "status $?"' EXIT; exit 3
## STDOUT:
status 3
## END
## status: 3

#### an exit in the trap changes the status
trap 'exit 5' EXIT; exit 3
## status: 5

#### the status of the shell is the one before the trap
trap 'false; true' EXIT; exit 4
## status: 4

#### 0 is EXIT
trap 'echo zero' 0
## STDOUT:
zero
## END

#### removing a trap
trap 'echo no' EXIT; trap - EXIT; echo done
## STDOUT:
done
## END

#### a signal runs its trap
trap 'echo got it' USR1; kill -USR1 $$; echo after
## STDOUT:
got it
after
## END

#### by number
trap 'echo term' 15; kill $$; echo after
## STDOUT:
term
after
## END

#### an ignored signal
trap '' TERM; kill $$; echo alive; trap - TERM; sh -c 'kill $$; echo not reached'; echo $?
## STDOUT:
alive
143
## END
## STDERR:
Terminated
## END

#### the status is kept over a trap
trap 'true' USR1; false; kill -USR1 $$; echo $?
## STDOUT:
0
## END

#### traps are reset in subshells
trap 'echo exit' EXIT; (echo sub); echo main
## STDOUT:
sub
main
exit
## END

#### a subshell has its own trap
(trap 'echo sub bye' EXIT; echo sub); echo main
## STDOUT:
sub
sub bye
main
## END

#### a trap in a command substitution
x=$(trap 'echo out' EXIT; echo in); echo "$x"
## STDOUT:
in
out
## END

#### listing
trap 'echo a b' EXIT; trap "echo 'q'" INT; trap; trap - EXIT INT
## STDOUT:
trap -- 'echo a b' EXIT
trap -- 'echo '"'"'q'"'" INT
## END
## OK bash STDOUT:
trap -- 'echo a b' EXIT
trap -- 'echo '\''q'\''' SIGINT
## END

#### listing in a substitution
trap 'echo x' USR1; y=$(trap); echo "$y"
## STDOUT:

## END
## OK busybox STDOUT:
trap -- 'echo x' USR1
## END
## OK bash STDOUT:
trap -- 'echo x' SIGUSR1
## END

#### several signals at once
trap 'echo s' USR1 USR2; kill -USR1 $$; kill -USR2 $$
## STDOUT:
s
s
## END

#### a trap that sets another
trap 'trap "echo two" EXIT; echo one' EXIT
## STDOUT:
one
## END

#### in a function the trap belongs to the shell
f() { trap 'echo end' EXIT; }; f; echo after f
## STDOUT:
after f
end
## END

#### exit inside a signal trap
trap 'echo leaving; exit 9' USR1; kill -USR1 $$; echo not reached
## STDOUT:
leaving
## END
## status: 9

#### a trap runs between commands
trap 'echo trapped' USR1; (kill -USR1 $$; echo sub); echo main
## STDOUT:
sub
trapped
main
## END

#### an unknown signal
trap 'echo' NOSUCH; echo "status $?"
## STDOUT:
status 1
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

#### the action is read when it runs
trap 'echo $x' EXIT; x=late
## STDOUT:
late
## END

#### return in a trap action inside a function
f() { trap 'echo t' USR1; kill -USR1 $$; echo rest; }; f
## STDOUT:
t
rest
## END

#### ignored signals are inherited
trap '' USR1; sh -c 'kill -USR1 $$; echo child lives'
## STDOUT:
child lives
## END

#### traps with actions are not inherited
trap 'echo mine' USR1; sh -c 'kill -USR1 $$; echo no'; echo $?
## STDOUT:
138
## END
## STDERR:
User defined signal 1
## END

#### the EXIT trap runs after a fatal error
trap 'echo cleanup' EXIT; unset u; : "${u?}"; echo no
## STDOUT:
cleanup
## END
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

#### the EXIT trap runs after a syntax error in eval
trap 'echo cleanup' EXIT; eval 'if'; echo no
## STDOUT:
cleanup
## END
## STDERR:
dash: 1: eval: Syntax error: end of file unexpected (expecting "then")
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 0: syntax error: unexpected end of file (expecting "then")
## END
## OK bash STDOUT:
no
cleanup
## END
## OK bash STDERR:
bash: eval: line 2: syntax error: unexpected end of file
## END
## OK bash status: 0

#### wait is broken off by a trap
trap 'echo alarm' USR1; (sleep 0.1; kill -USR1 $$) & sleep 0.3 & wait $!; echo $?
## STDOUT:
alarm
138
## END
