# How traps end commands, functions and shells, beside the cases in traps.sh.

#### return without a status
trap 'echo T; (exit 5); return' USR1
f() { (exit 4); kill -USR1 $$; echo no; }; f; echo $?
f() { (kill -USR1 $$; exit 7); echo no; }; f; echo $?
trap 'return 9' USR1; f; echo $?
## shells: dash busybox
## STDOUT:
T
0
T
7
9
## END

#### a bare exit in a signal's trap inside the trap of EXIT
trap exit USR1
trap 'true; kill -USR1 $$' EXIT
false
## shells: dash busybox
## status: 1

#### a bare exit in a subshell of the trap of EXIT
trap '(:; exit) && echo no' EXIT; false
## shells: dash busybox
## status: 1

#### in the background the keyboard's signals are ignored for good
{ trap 'echo no' INT; trap - QUIT; sh -c 'kill -INT $PPID; kill -QUIT $PPID'; echo alive; } & wait $!; echo $?
## shells: dash busybox
## STDOUT:
alive
0
## END

#### real-time signals
trap 'echo x' 55; trap '' 64; trap; trap - 65; echo $?
## shells: dash busybox
## STDOUT:
trap -- 'echo x' RTMAX-9
trap -- '' RTMAX
1
## END
## STDERR:
trap: 65: bad trap
## END
## OK busybox STDOUT:
trap -- 'echo x' 55
trap -- '' 64
1
## END
## OK busybox STDERR:
sh: trap: line 0: 65: invalid signal specification
## END

#### a wrong signal among others
trap 'echo x' USR1 NONE TERM; echo $?; trap
## shells: dash busybox
## STDOUT:
1
trap -- 'echo x' USR1
## END
## STDERR:
trap: NONE: bad trap
## END
## OK busybox STDOUT:
1
trap -- 'echo x' USR1
trap -- 'echo x' TERM
## END
## OK busybox STDERR:
sh: trap: line 0: NONE: invalid signal specification
## END

#### SIGQUIT without a trap
trap 'echo x' QUIT; trap - QUIT; kill -QUIT $$; echo alive
## shells: busybox
## STDOUT:
alive
## END

#### lines inside a trap
trap 'nosuch
cd /nosuch
echo $LINENO' USR1
:
kill -USR1 $$
## shells: dash busybox
## STDOUT:

## END
## STDERR:
dash: 1: nosuch: not found
dash: 2: cd: can't cd to /nosuch
## END
## OK busybox STDOUT:
4
## END
## OK busybox STDERR:
sh: nosuch: not found
sh: cd: line 4: can't cd to /nosuch: No such file or directory
## END

#### an empty command substitution has succeeded
false; $(); echo $?; false; x=$(); echo $?; false; ``; echo $?
## shells: dash busybox
## STDOUT:
0
0
0
## END

#### a job that another wait has seen end
sleep 9 & p=$!; kill $p; sleep 0.2; wait $p; echo $?
sleep 9 & p=$!; kill $p; x=$(sleep 0.2); wait $p; echo $?
## shells: dash busybox
## STDOUT:
143
143
## END

#### a process that has ended is none any more
sleep 0.2 & p=$!; while kill -0 $p 2>/dev/null; do :; done; echo gone
## shells: dash busybox
## STDOUT:
gone
## END

#### a trap of EXIT set in a shell forked by the trap of EXIT
trap '(trap "echo inner" EXIT; :); x=$(trap "echo inner" EXIT); echo "[$x]"' EXIT
## shells: dash busybox
## STDOUT:
inner
[inner]
## END
## OK busybox STDOUT:
[]
## END

#### busybox: the EXIT trap of a subshell in a function sees the parameters outside
set -- a; f() { (trap 'echo "$*"' EXIT; echo $1); echo $1; }; f b c
## shells: busybox
## STDOUT:
b
a
b
## END
