#### a failed command ends the shell
set -e
false
echo no

#### what is tested does not end it
set -e
if false; then :; fi
while false; do :; done
until true; do :; done
false || true
false && true
! true
echo ok

#### the last of an and-or list counts
set -e
true && false
echo no

#### ! never ends it
set -e
! true
! { true; }
! (true)
echo ok

#### a function that is tested goes on after failures inside
set -e
f() { false; echo inside; }
f || echo no
if f; then echo yes; fi
f && echo and
f
echo no

#### a subshell that fails
set -e
(false; echo no)
echo no

#### a subshell that is tested
set -e
(false; echo inside) || echo no
echo ok

#### only the last command of a pipeline counts
set -e
false | true
echo ok
true | false
echo no

#### a substitution in an assignment counts
set -e
x=$(false)
echo no

#### a substitution in an argument does not
set -e
echo "$(false)"
echo ok

#### local hides the status of a substitution
set -e
f() { local x=$(false); echo survived; }
f

#### export hides it too
set -e
export x=$(false)
echo survived

#### in a substitution the option holds too
set -e
x=$(false; echo inside) || echo failed
echo "[$x]"
y=$(false; echo inside)
echo no

#### compound commands end it by what is in them
set -e
for i in 1 2; do
  echo $i
  false
done
echo no

#### case
set -e
case a in a) false;; esac
echo no

#### a group
set -e
{ false; }
echo no

#### eval
set -e
eval 'false || true'
eval false
echo no

#### a sourced file
set -e
echo 'false; echo no' >f
. ./f
echo no

#### a redirection that fails
set -e
: </nonexistent/file
echo no

#### a redirection of a compound command that fails
set -e
{ :; } </nonexistent/file
echo no

#### a redirection of an ordinary command that fails and is tested
set -e
cat </nonexistent/file || echo ok
echo end

#### set +e inside a function lasts
set -e
f() { set +e; false; echo in; }
f
false
echo out

#### a prefix assignment does not matter
set -e
x=1 false || echo ok
x=1 false
echo no

#### an EXIT trap sees the status
set -e
trap 'echo trap $?' EXIT
(exit 3)
echo no

#### errexit in the condition of while
set -e
f() { false; true; }
while f; do echo once; break; done
echo ok

#### a background command does not matter
set -e
false &
wait
echo ok

#### the status of wait does
set -e
false &
wait $!
echo no

#### a not-found command
set -e
nosuchcommand || echo ok
nosuchcommand
echo no

#### not in a list before &
set -e
{ false; echo no; } &
wait $! || echo $?

