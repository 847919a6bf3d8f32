# Pipelines and lists (XCU 2.9.2, 2.9.3).

#### data flows
echo abc | tr a-c A-C | cat
## STDOUT:
ABC
## END

#### the status is the last command's
true | false; echo $?; false | true; echo $?; exit 3 | exit 4; echo $?
## STDOUT:
1
0
4
## END

#### negation
! true; echo $?; ! false; echo $?; ! true | false; echo $?
## STDOUT:
1
0
0
## END

#### every stage is a subshell
x=0; x=1 | x=2; echo $x; echo a | { read x; echo "in $x"; }; echo "out $x"
## STDOUT:
0
in a
out 0
## END

#### compound commands in a pipeline
for i in 3 1 2; do echo $i; done | sort | while read x; do echo "[$x]"; done
## STDOUT:
[1]
[2]
[3]
## END

#### more data than a pipe holds
yes | head -n 20000 | wc -l
## STDOUT:
20000
## END

#### a writer whose reader is gone
yes | head -n 1; echo $?
## STDOUT:
y
0
## END

#### and, or
true && echo a || echo b; false && echo a || echo b; true || echo c; false || false || echo d; true && false && echo e; echo $?
## STDOUT:
a
b
d
1
## END

#### lists over lines
true &&
echo a ||

echo b
echo c |
  cat
## STDOUT:
a
c
## END

#### standard error goes past the pipe
{ echo out; echo err >&2; } 2>f | sed 's/^/p:/'; cat f
## STDOUT:
p:out
err
## END

#### a background job's status and pid
(exit 7) & wait $!; echo $?; true & [ -n "$!" ] && echo pid
## STDOUT:
7
pid
## END

#### wait for all
(sleep 0.1; echo a) & (echo b) & wait; echo c
## STDOUT:
b
a
c
## END

#### background commands read from nothing
cat & wait; echo done
## STDOUT:
done
## END

#### exit in a stage ends only it
exit 5 | cat; echo "still $?"; { echo a; exit 3; } | cat
## STDOUT:
still 0
a
## END

#### redirections override the pipe
echo a > f | cat; cat f; echo b | cat < f
## STDOUT:
a
a
## END

#### pipefail
## shells: busybox bash
set -o pipefail; false | true; echo $?; true | true; echo $?; (exit 3) | (exit 4) | true; echo $?
## STDOUT:
1
0
4
## END

#### a pipeline of functions
a() { echo 1; echo 2; }; b() { while read x; do echo "b$x"; done; }; a | b
## STDOUT:
b1
b2
## END

#### a brace group with a background job inside
{ sleep 0.1; echo late; } & echo early; wait
## STDOUT:
early
late
## END

#### several statements on a line
echo a; echo b ;echo c; { echo d;}
## STDOUT:
a
b
c
d
## END
