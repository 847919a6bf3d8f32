# Subshells and command substitution (XCU 2.6.3, 2.9.4).

#### variables do not come back
x=1; (x=2; echo $x); echo $x
## STDOUT:
2
1
## END

#### the directory does not come back
(cd /; pwd); [ "$PWD" = / ]; echo $?
## STDOUT:
/
1
## END

#### the status comes back
(exit 6); echo $?; (true; false); echo $?
## STDOUT:
6
1
## END

#### functions and options do not come back
(f() { echo a; }; set -f); f 2>/dev/null || echo none; case $- in *f*) echo f;; *) echo no;; esac
## STDOUT:
none
no
## END

#### trailing newlines are removed
x=$(printf 'a\n\n\n'); echo "[$x]"; x=$(printf '\n\na\n'); echo "[$x]"; x=$(printf 'a\n\nb\n'); echo "[$x]"
## STDOUT:
[a]
[

a]
[a

b]
## END

#### nested substitutions
echo $(echo $(echo a) `echo b`) "$(echo "$(echo "c  d")")"
## STDOUT:
a b c  d
## END

#### the status of a substitution
x=$(false); echo $?; x=$(exit 4)$(true); echo $?; echo $(exit 3) > /dev/null; echo $?; $(exit 3); echo $?; $(true); echo $?
## STDOUT:
1
0
0
3
0
## END

#### $? inside a command's words is the previous one
false; echo $? $(echo $?) $?
## STDOUT:
1 1 1
## END
## OK bash STDOUT:
1 1 0
## END

#### a substitution that is empty is no word
$(echo) echo a; x=$(echo); echo "[$x]"
## STDOUT:
a
[]
## END

#### exit in a substitution ends only it
x=$(echo a; exit 3; echo b); echo "$x $?"
## STDOUT:
a 3
## END

#### input of a substitution
x=$(cat <<E
doc
E
); echo $x; echo abc | { x=$(cat); echo "[$x]"; }; echo f > f; x=$(cat < f); echo $x
## STDOUT:
doc
[abc]
f
## END

#### a case inside a substitution
x=$(case a in a) echo yes;; esac); echo $x; x=$(case a in (a) echo yes;; esac); echo $x
## STDOUT:
yes
yes
## END

#### comments and quotes inside a substitution
x=$(echo a # comment )
echo b); echo $x; echo $(echo ')' "(" \))
## STDOUT:
a b
) ( )
## END

#### a subshell in a subshell
x=1; (x=2; (x=3; echo $x); echo $x); echo $x
## STDOUT:
3
2
1
## END

#### $$ is the first shell's
a=$$; b=$(echo $$); c=$(sh -c 'echo $PPID'); [ "$a" = "$b" ] && echo same; (d=$$; [ "$a" = "$d" ] && echo same)
## STDOUT:
same
same
## END

#### a substitution in an assignment keeps blanks
x=$(echo 'a   b'); echo "$x"; echo $x
## STDOUT:
a   b
a b
## END

#### a large output
x=$(yes | head -n 50000); echo ${#x}
## STDOUT:
99999
## END

#### a substitution reads the script's variables
x=v; f() { echo "f $x"; }; echo $(f) `f`
## STDOUT:
f v f v
## END

#### a background job in a substitution
x=$(sleep 0.1 & echo a); echo $x
## STDOUT:
a
## END

#### errors inside go to standard error
x=$(echo err >&2; echo out) 2>/dev/null; echo "$x"
## STDOUT:
out
## END
## OK bash STDERR:
err
## END

#### a subshell with a redirection
(echo a; echo b >&2) > f 2>&1; cat f
## STDOUT:
a
b
## END

#### a subshell forgets where it looked for commands
(cat </dev/null)
case $(hash) in */cat) echo known;; *) echo unknown;; esac
## STDOUT:
unknown
## END
