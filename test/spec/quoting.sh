# Quoting (XCU 2.2).

#### single quotes keep everything
echo 'a$b`c`\d"e'

#### double quotes expand parameters and substitutions
x=1; echo "a$x$(echo b)`echo c`$((x+1))"

#### a backslash in double quotes escapes only five characters
printf '%s\n' "\$ \` \" \\ \a \' \
joined"

#### a backslash outside quotes escapes anything
printf '%s\n' \a\$\"\'\\\ b

#### a backslash before a newline joins the lines
echo one\
two "three\
four" 'five\
six'

#### adjacent quoted and unquoted parts are one word
printf '<%s>' a'b c'"d e"f\ g; echo

#### an empty quoted word is a word
printf '<%s>' '' "" a''b ''""; echo

#### a variable that is empty and quoted is a word
x=; printf '<%s>' "$x" "a$x" $x; echo

#### quotes inside an expansion are ordinary characters
x="'a b'"; printf '<%s>' $x; echo

#### backquotes take a backslash before dollar, backquote and backslash
x=v; echo `echo \$x` `echo '\$x'` `echo \\\\a`

#### nested backquotes
echo `echo a \`echo b\` c`

#### a dollar that begins nothing is itself
echo $ a$ "$" "a$" $% "$%b"

#### a comment begins at the beginning of a word
echo a#b # comment
echo "#" \# '#'

#### single quotes inside double quotes are ordinary
x=1; echo "it's '$x'"

#### double quotes inside a substitution inside double quotes begin anew
echo "a $(echo "b  c") d"

#### an unterminated quote is a syntax error
eval 'echo "a'; echo not reached

#### a multi-line single-quoted string
echo 'line one
line two'

#### CR is an ordinary character
eval "$(printf 'echo a\r')" | od -An -c

#### bytes that are not UTF-8 pass through
printf '\377\200' | od -An -c; x=$(printf '\303'); printf '%s' "$x" | od -An -c
