# set -e in its odd cases (XCU set).

#### a failed command ends the shell
set -e; echo a; false; echo not reached
## STDOUT:
a
## END
## status: 1

#### not in conditions
set -e; if false; then :; fi; while false; do :; done; until true; do :; done; false || echo or; false && echo no; ! true; echo reached
## STDOUT:
or
reached
## END

#### the last of an and-or list counts
set -e; true && false; echo not reached
## status: 1

#### not when it is not the last
set -e; false && true; echo reached
## STDOUT:
reached
## END

#### a pipeline's last command counts
set -e; false | true; echo one; true | false; echo not reached
## STDOUT:
one
## END
## status: 1

#### a negated pipeline never counts
set -e; ! false; ! true; echo reached
## STDOUT:
reached
## END

#### in a subshell
set -e; (false; echo no); echo not reached
## status: 1

#### in a subshell that is tested
set -e; (false; echo inside) || echo outside; echo reached
## STDOUT:
inside
reached
## END

#### in a function that is tested
set -e; f() { false; echo inside; }; f || echo no; if f; then echo tested; fi; f && echo yes
## STDOUT:
inside
inside
tested
inside
yes
## END

#### in a function
set -e; f() { false; echo no; }; f; echo not reached
## status: 1

#### an assignment has its substitution's status
set -e; x=$(false) || echo caught; y=$(echo a; false); echo not reached
## STDOUT:
caught
## END
## status: 1

#### a substitution in a word does not count
set -e; echo "$(false)"; echo reached
## STDOUT:

reached
## END

#### local hides the status
set -e; f() { local x=$(false); echo reached; }; f
## STDOUT:
reached
## END

#### export hides the status
set -e; export x=$(false); echo reached
## STDOUT:
reached
## END

#### in eval
set -e; eval 'false; echo no'; echo not reached
## status: 1

#### in a sourced file
echo 'false; echo no' > f; set -e; . ./f; echo not reached
## status: 1

#### the EXIT trap still runs
set -e; trap 'echo trap $?' EXIT; false; echo no
## STDOUT:
trap 1
## END
## status: 1

#### set +e turns it off
set -e; set +e; false; echo reached
## STDOUT:
reached
## END

#### a redirection error
set -e; echo a > no/file; echo not reached
## STDERR:
dash: 1: cannot create no/file: Directory nonexistent
## END
## status: 2
## OK busybox STDERR:
sh: can't create no/file: nonexistent directory
## END
## OK busybox status: 1
## OK bash STDERR:
bash: line 1: no/file: No such file or directory
## END
## OK bash status: 1

#### a command that is not found
set -e; nocommand_; echo not reached
## STDERR:
dash: 1: nocommand_: not found
## END
## status: 127
## OK busybox STDERR:
sh: nocommand_: not found
## END
## OK bash STDERR:
bash: line 1: nocommand_: command not found
## END

#### the status of case and if bodies
set -e; if true; then false; fi; echo not reached
## status: 1

#### in a loop body
set -e; for i in 1 2; do echo $i; [ $i = 3 ]; done; echo not reached
## STDOUT:
1
## END
## status: 1

#### a brace group in a condition
set -e; if { false; true; }; then echo reached; fi
## STDOUT:
reached
## END

#### a command substitution inherits it, or not
set -e; x=$(false; echo inside); echo "got [$x]"
## status: 1
## OK busybox STDOUT:
got [inside]
## END
## OK busybox status: 0
## OK bash STDOUT:
got [inside]
## END
## OK bash status: 0

#### sh -e
sh -ec 'false; echo no'; echo $?
## STDOUT:
1
## END

#### and-or inside a function called plainly
set -e; f() { false && true; }; f; echo not reached
## status: 1
