#### BASH_COMMAND in the EXIT trap is what came before it
set -e; trap 'echo "failed: $BASH_COMMAND"' EXIT; f() { false; }; f; echo no
## shells: bash
## STDOUT:
failed: false
## END
## status: 1

#### BASH_XTRACEFD
exec 3> trace; set -x; echo a; BASH_XTRACEFD=3; echo b; set +x; unset BASH_XTRACEFD; cat trace
## shells: bash
## STDOUT:
a
b
+ echo b
+ set +x
## END
## STDERR:
+ echo a
+ BASH_XTRACEFD=3
## END

#### extdebug: DEBUG reaches into functions, and can skip and return
shopt -s extdebug; trap '[[ $BASH_COMMAND != *skip* ]]' DEBUG; f() { echo in; echo skip; echo after; }; f; echo skip; echo "$?"
trap 'case $BASH_COMMAND in *leave*) (exit 2);; esac' DEBUG; g() { echo one; echo leave; echo two; }; g; echo end
## shells: bash
## STDOUT:
in
after
0
one
end
## END

#### extdebug: BASH_ARGC and BASH_ARGV
shopt -s extdebug; inner() { echo "${BASH_ARGC[*]} / ${BASH_ARGV[*]}"; }; outer() { inner x y; }; outer a b c
## shells: bash
## STDOUT:
2 3 0 / y x c b a
## END

#### arguments of sourced files
echo 'declare -p BASH_ARGV BASH_ARGC' > s; . ./s; shopt -s extdebug; . ./s p q
## shells: bash
## STDOUT:
declare -a BASH_ARGV=([0]="./s")
declare -a BASH_ARGC=([0]="1" [1]="0")
declare -a BASH_ARGV=([0]="q" [1]="p")
declare -a BASH_ARGC=([0]="2" [1]="0")
## END

#### DEBUG with functrace in a pipeline
set -T; trap 'echo "[$BASH_COMMAND]" >&2' DEBUG; echo hello | cat | cat
## shells: bash
## STDOUT:
hello
## END
## STDERR:
[echo hello]
[cat]
[cat]
## END

#### the process of a substitution can be waited for
: <(exit 3); wait $!; echo $?; cat <(echo x; exit 4); wait $!; echo $?
## shells: bash
## STDOUT:
3
x
4
## END

#### a function that has DEBUG begins with it, where it is defined
set -T
f() {
  echo in
}
trap 'echo "$LINENO $BASH_COMMAND"' DEBUG
f
## shells: bash
## STDOUT:
6 f
2 f
3 echo in
in
## END
