# set -x (XCU set), byte for byte on standard error.

#### simple commands
set -x; echo a b; :; true

#### quoting of words
## shells: dash
set -x; echo 'a b' "c'd" '' '$x' 'a
b' '*' a=b

#### assignments
set -x; x=1; y='a b' z=3; x=2 echo hi

#### expansions are shown expanded
x='a b'; set -x; echo $x "$x" $((1+2))

#### command substitutions
set -x; x=$(echo inner); echo "$x"

#### loops and conditions
set -x; for i in 1 2; do echo $i; done; if [ a = a ]; then echo y; fi; while false; do :; done

#### case
## shells: dash bash
set -x; case abc in a*) echo m;; esac

#### functions
f() { echo in "$1"; }; set -x; f arg

#### PS4
PS4='> '; set -x; echo a; PS4='$x+ '; x=1; echo b

#### pipelines and subshells
set -x; (echo sub); { echo group; }

#### turning off
set -x; echo a; set +x; echo b; { set +x; } 2>/dev/null

#### redirected errors take the trace of inside
set -x; { echo a; } 2>/dev/null; echo b

#### the trace of a command with redirected errors
set -x; echo a 2>/dev/null; echo b

#### eval and dot
echo 'echo f' > f; set -x; eval 'echo e'; . ./f

#### verbose and noexec
set -n; echo not run

#### -x as an option of the shell
sh -xc 'echo a; x=1'
