# Background jobs, wait and kill.

#### wait gives the status
(exit 3) & wait $!; echo $?
## STDOUT:
3
## END

#### wait for an unknown process
wait 999999; echo $?
## STDOUT:
127
## END
## OK bash STDERR:
bash: line 1: wait: pid 999999 is not a child of this shell
## END

#### wait without jobs
wait; echo $?
## STDOUT:
0
## END

#### wait with a bad operand
wait abc; echo "status $?"
## STDOUT:
status 2
## END
## STDERR:
dash: 1: wait: Illegal number: abc
## END
## OK busybox STDERR:
sh: wait: line 0: Illegal number: abc
## END
## OK bash STDOUT:
status 1
## END
## OK bash STDERR:
bash: line 1: wait: `abc': not a pid or valid job spec
## END

#### a job that a signal ends
sleep 10 & kill $!; wait $! 2>/dev/null; echo $?
## STDOUT:
143
## END

#### kill with names and numbers
sleep 10 & kill -TERM $!; wait $! 2>/dev/null; echo $?; sleep 10 & kill -9 $!; wait $! 2>/dev/null; echo $?; sleep 10 & kill -s HUP $!; wait $! 2>/dev/null; echo $?
## STDOUT:
143
137
129
## END

#### kill -l translates
kill -l 9; kill -l 15; kill -l 143
## STDOUT:
KILL
TERM
TERM
## END

#### kill 0 asks
kill -0 $$; echo $?; sleep 10 & kill -0 $!; echo $?; kill $!
## STDOUT:
0
0
## END

#### a process that is not there
kill 999999 2>/dev/null; echo $?
## STDOUT:
1
## END

#### an unknown signal
kill -NOSUCH 1 2>/dev/null; echo $?
## STDOUT:
2
## END
## OK busybox STDOUT:
1
## END
## OK bash STDOUT:
1
## END

#### kill without operands
kill 2>/dev/null; echo $?
## STDOUT:
2
## END
## OK busybox STDOUT:
1
## END

#### jobs in order
sleep 0.3 & sleep 0.2 & wait; echo done
## STDOUT:
done
## END

#### $! of a pipeline is the last
true | (exit 5) & wait $!; echo $?
## STDOUT:
5
## END

#### background jobs in a loop
for i in 1 2 3; do (sleep 0.$i; echo $i) & done; wait
## STDOUT:
1
2
3
## END

#### output of a background job before wait
(echo a) & wait; echo b
## STDOUT:
a
b
## END

#### waiting for several
(exit 1) & a=$!; (exit 2) & b=$!; wait $a $b; echo $?
## STDOUT:
2
## END

#### bg and fg without job control
fg 2>/dev/null; echo $?
## STDOUT:
2
## END
## OK bash STDOUT:
1
## END

#### a job is not asked for twice
(exit 4) & p=$!; wait $p; echo $?; true & wait $!; wait $p; echo $?
## STDOUT:
4
127
## END
## OK bash STDOUT:
4
4
## END

#### a job that was waited for gives up its place to the next child
(: & wait $!; fg) 2>&1
(: & wait $!; (:); fg) 2>&1
## STDOUT:
dash: 1: fg: job (null) not created under job control
dash: 2: fg: No current job
## END
## status: 2
## OK busybox STDOUT:
sh: fg: line 0: job (null) not created under job control
sh: fg: line 1: No current job
## END
## OK bash STDOUT:
bash: line 1: fg: no job control
bash: line 2: fg: no job control
## END
## OK bash status: 1
