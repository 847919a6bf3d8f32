# Pipelines and lists (XCU 2.9.2, 2.9.3).

#### data flows
echo abc | tr a-c A-C | cat

#### the status is the last command's
true | false; echo $?; false | true; echo $?; exit 3 | exit 4; echo $?

#### negation
! true; echo $?; ! false; echo $?; ! true | false; echo $?

#### every stage is a subshell
x=0; x=1 | x=2; echo $x; echo a | { read x; echo "in $x"; }; echo "out $x"

#### compound commands in a pipeline
for i in 3 1 2; do echo $i; done | sort | while read x; do echo "[$x]"; done

#### more data than a pipe holds
yes | head -n 20000 | wc -l

#### a writer whose reader is gone
yes | head -n 1; echo $?

#### and, or
true && echo a || echo b; false && echo a || echo b; true || echo c; false || false || echo d; true && false && echo e; echo $?

#### lists over lines
true &&
echo a ||

echo b
echo c |
  cat

#### standard error goes past the pipe
{ echo out; echo err >&2; } 2>f | sed 's/^/p:/'; cat f

#### a background job's status and pid
(exit 7) & wait $!; echo $?; true & [ -n "$!" ] && echo pid

#### wait for all
(sleep 0.1; echo a) & (echo b) & wait; echo c

#### background commands read from nothing
cat & wait; echo done

#### exit in a stage ends only it
exit 5 | cat; echo "still $?"; { echo a; exit 3; } | cat

#### redirections override the pipe
echo a > f | cat; cat f; echo b | cat < f

#### pipefail
## shells: busybox bash
set -o pipefail; false | true; echo $?; true | true; echo $?; (exit 3) | (exit 4) | true; echo $?

#### a pipeline of functions
a() { echo 1; echo 2; }; b() { while read x; do echo "b$x"; done; }; a | b

#### a brace group with a background job inside
{ sleep 0.1; echo late; } & echo early; wait

#### several statements on a line
echo a; echo b ;echo c; { echo d;}
