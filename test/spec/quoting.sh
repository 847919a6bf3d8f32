# Quoting (XCU 2.2).

#### single quotes keep everything
echo 'a$b`c`\d"e'
## STDOUT:
a$b`c`\d"e
## END

#### double quotes expand parameters and substitutions
x=1; echo "a$x$(echo b)`echo c`$((x+1))"
## STDOUT:
a1bc2
## END

#### a backslash in double quotes escapes only five characters
printf '%s\n' "\$ \` \" \\ \a \' \
joined"
## STDOUT:
$ ` " \ \a \' joined
## END

#### a backslash outside quotes escapes anything
printf '%s\n' \a\$\"\'\\\ b
## STDOUT:
a$"'\ b
## END

#### a backslash before a newline joins the lines
echo one\
two "three\
four" 'five\
six'
## STDOUT:
onetwo threefour five\
six
## END

#### adjacent quoted and unquoted parts are one word
printf '<%s>' a'b c'"d e"f\ g; echo
## STDOUT:
<ab cd ef g>
## END

#### an empty quoted word is a word
printf '<%s>' '' "" a''b ''""; echo
## STDOUT:
<><><ab><>
## END

#### a variable that is empty and quoted is a word
x=; printf '<%s>' "$x" "a$x" $x; echo
## STDOUT:
<><a>
## END

#### quotes inside an expansion are ordinary characters
x="'a b'"; printf '<%s>' $x; echo
## STDOUT:
<'a><b'>
## END

#### backquotes take a backslash before dollar, backquote and backslash
x=v; echo `echo \$x` `echo '\$x'` `echo \\\\a`
## stdout-json: "v $x \u0007\n"
## OK busybox STDOUT:
v $x \a
## END
## OK bash STDOUT:
v $x \a
## END

#### nested backquotes
echo `echo a \`echo b\` c`
## STDOUT:
a b c
## END

#### a dollar that begins nothing is itself
echo $ a$ "$" "a$" $% "$%b"
## STDOUT:
$ a$ $ a$ $% $%b
## END

#### a comment begins at the beginning of a word
echo a#b # comment
echo "#" \# '#'
## STDOUT:
a#b
# # #
## END

#### single quotes inside double quotes are ordinary
x=1; echo "it's '$x'"
## STDOUT:
it's '1'
## END

#### double quotes inside a substitution inside double quotes begin anew
echo "a $(echo "b  c") d"
## STDOUT:
a b  c d
## END

#### an unterminated quote is a syntax error
eval 'echo "a'; echo not reached
## STDERR:
dash: 1: eval: Syntax error: Unterminated quoted string
## END
## status: 2
## OK busybox STDERR:
sh: eval: line 0: syntax error: unterminated quoted string
## END
## OK bash STDOUT:
not reached
## END
## OK bash STDERR:
bash: eval: line 1: unexpected EOF while looking for matching `"'
## END
## OK bash status: 0

#### a multi-line single-quoted string
echo 'line one
line two'
## STDOUT:
line one
line two
## END

#### CR is an ordinary character
eval "$(printf 'echo a\r')" | od -An -c
## STDOUT:
   a  \r  \n
## END

#### bytes that are not UTF-8 pass through
printf '\377\200' | od -An -c; x=$(printf '\303'); printf '%s' "$x" | od -An -c
## STDOUT:
 377 200
 303
## END

#### backquotes are read up to what cannot go on
echo `echo a ) echo b`
echo `echo c; } d`
## STDOUT:
a
c
## END
## OK bash STDOUT:


## END
## OK bash STDERR:
bash: command substitution: line 1: syntax error near unexpected token `)'
bash: command substitution: line 1: `echo a ) echo b'
bash: command substitution: line 2: syntax error near unexpected token `}'
bash: command substitution: line 2: `echo c; } d'
## END
