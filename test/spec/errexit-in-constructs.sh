#### a failed command ends the shell
set -e
false
echo no
## status: 1

#### what is tested does not end it
set -e
if false; then :; fi
while false; do :; done
until true; do :; done
false || true
false && true
! true
echo ok
## STDOUT:
ok
## END

#### the last of an and-or list counts
set -e
true && false
echo no
## status: 1

#### ! never ends it
set -e
! true
! { true; }
! (true)
echo ok
## STDOUT:
ok
## END

#### a function that is tested goes on after failures inside
set -e
f() { false; echo inside; }
f || echo no
if f; then echo yes; fi
f && echo and
f
echo no
## STDOUT:
inside
inside
yes
inside
and
## END
## status: 1

#### a subshell that fails
set -e
(false; echo no)
echo no
## status: 1

#### a subshell that is tested
set -e
(false; echo inside) || echo no
echo ok
## STDOUT:
inside
ok
## END

#### only the last command of a pipeline counts
set -e
false | true
echo ok
true | false
echo no
## STDOUT:
ok
## END
## status: 1

#### a substitution in an assignment counts
set -e
x=$(false)
echo no
## status: 1

#### a substitution in an argument does not
set -e
echo "$(false)"
echo ok
## STDOUT:

ok
## END

#### local hides the status of a substitution
set -e
f() { local x=$(false); echo survived; }
f
## STDOUT:
survived
## END

#### export hides it too
set -e
export x=$(false)
echo survived
## STDOUT:
survived
## END

#### in a substitution the option holds too
set -e
x=$(false; echo inside) || echo failed
echo "[$x]"
y=$(false; echo inside)
echo no
## STDOUT:
failed
[]
## END
## status: 1
## OK busybox STDOUT:
[inside]
no
## END
## OK busybox status: 0
## OK bash STDOUT:
[inside]
no
## END
## OK bash status: 0

#### compound commands end it by what is in them
set -e
for i in 1 2; do
  echo $i
  false
done
echo no
## STDOUT:
1
## END
## status: 1

#### case
set -e
case a in a) false;; esac
echo no
## status: 1

#### a group
set -e
{ false; }
echo no
## status: 1

#### eval
set -e
eval 'false || true'
eval false
echo no
## status: 1

#### a sourced file
set -e
echo 'false; echo no' >f
. ./f
echo no
## status: 1

#### a redirection that fails
set -e
: </nonexistent/file
echo no
## STDERR:
dash: 2: cannot open /nonexistent/file: No such file
## END
## status: 2
## OK busybox STDERR:
sh: can't open /nonexistent/file: no such file
## END
## OK busybox status: 1
## OK bash STDERR:
bash: line 2: /nonexistent/file: No such file or directory
## END
## OK bash status: 1

#### a redirection of a compound command that fails
set -e
{ :; } </nonexistent/file
echo no
## STDERR:
dash: 2: cannot open /nonexistent/file: No such file
## END
## status: 2
## OK busybox STDOUT:
no
## END
## OK busybox STDERR:
sh: can't open /nonexistent/file: no such file
## END
## OK busybox status: 0
## OK bash STDERR:
bash: line 2: /nonexistent/file: No such file or directory
## END
## OK bash status: 1

#### a redirection of an ordinary command that fails and is tested
set -e
cat </nonexistent/file || echo ok
echo end
## STDOUT:
ok
end
## END
## STDERR:
dash: 2: cannot open /nonexistent/file: No such file
## END
## OK busybox STDERR:
sh: can't open /nonexistent/file: no such file
## END
## OK bash STDERR:
bash: line 2: /nonexistent/file: No such file or directory
## END

#### set +e inside a function lasts
set -e
f() { set +e; false; echo in; }
f
false
echo out
## STDOUT:
in
out
## END

#### a prefix assignment does not matter
set -e
x=1 false || echo ok
x=1 false
echo no
## STDOUT:
ok
## END
## status: 1

#### an EXIT trap sees the status
set -e
trap 'echo trap $?' EXIT
(exit 3)
echo no
## STDOUT:
trap 3
## END
## status: 3

#### errexit in the condition of while
set -e
f() { false; true; }
while f; do echo once; break; done
echo ok
## STDOUT:
once
ok
## END

#### a background command does not matter
set -e
false &
wait
echo ok
## STDOUT:
ok
## END

#### the status of wait does
set -e
false &
wait $!
echo no
## status: 1

#### a not-found command
set -e
nosuchcommand || echo ok
nosuchcommand
echo no
## STDOUT:
ok
## END
## STDERR:
dash: 2: nosuchcommand: not found
dash: 3: nosuchcommand: not found
## END
## status: 127
## OK busybox STDERR:
sh: nosuchcommand: not found
sh: nosuchcommand: not found
## END
## OK bash STDERR:
bash: line 2: nosuchcommand: command not found
bash: line 3: nosuchcommand: command not found
## END

#### not in a list before &
set -e
{ false; echo no; } &
wait $! || echo $?
## STDOUT:
1
## END
