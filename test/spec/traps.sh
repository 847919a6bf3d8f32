# trap (XCU trap).

#### the EXIT trap runs at the end
trap 'echo bye' EXIT; echo hello

#### and sees the status
trap 'echo "status $?"' EXIT; exit 3

#### an exit in the trap changes the status
trap 'exit 5' EXIT; exit 3

#### the status of the shell is the one before the trap
trap 'false; true' EXIT; exit 4

#### 0 is EXIT
trap 'echo zero' 0

#### removing a trap
trap 'echo no' EXIT; trap - EXIT; echo done

#### a signal runs its trap
trap 'echo got it' USR1; kill -USR1 $$; echo after

#### by number
trap 'echo term' 15; kill $$; echo after

#### an ignored signal
trap '' TERM; kill $$; echo alive; trap - TERM; sh -c 'kill $$; echo not reached'; echo $?

#### the status is kept over a trap
trap 'true' USR1; false; kill -USR1 $$; echo $?

#### traps are reset in subshells
trap 'echo exit' EXIT; (echo sub); echo main

#### a subshell has its own trap
(trap 'echo sub bye' EXIT; echo sub); echo main

#### a trap in a command substitution
x=$(trap 'echo out' EXIT; echo in); echo "$x"

#### listing
trap 'echo a b' EXIT; trap "echo 'q'" INT; trap; trap - EXIT INT

#### listing in a substitution
trap 'echo x' USR1; y=$(trap); echo "$y"

#### several signals at once
trap 'echo s' USR1 USR2; kill -USR1 $$; kill -USR2 $$

#### a trap that sets another
trap 'trap "echo two" EXIT; echo one' EXIT

#### in a function the trap belongs to the shell
f() { trap 'echo end' EXIT; }; f; echo after f

#### exit inside a signal trap
trap 'echo leaving; exit 9' USR1; kill -USR1 $$; echo not reached

#### a trap runs between commands
trap 'echo trapped' USR1; (kill -USR1 $$; echo sub); echo main

#### an unknown signal
trap 'echo' NOSUCH; echo "status $?"

#### the action is read when it runs
trap 'echo $x' EXIT; x=late

#### return in a trap action inside a function
f() { trap 'echo t' USR1; kill -USR1 $$; echo rest; }; f

#### ignored signals are inherited
trap '' USR1; sh -c 'kill -USR1 $$; echo child lives'

#### traps with actions are not inherited
trap 'echo mine' USR1; sh -c 'kill -USR1 $$; echo no'; echo $?

#### the EXIT trap runs after a fatal error
trap 'echo cleanup' EXIT; unset u; : "${u?}"; echo no

#### the EXIT trap runs after a syntax error in eval
trap 'echo cleanup' EXIT; eval 'if'; echo no

#### wait is broken off by a trap
trap 'echo alarm' USR1; (sleep 0.1; kill -USR1 $$) & sleep 0.3 & wait $!; echo $?
