# test and [ (XCU test).

#### no and one argument
[ ]; echo $?; [ '' ]; echo $?; [ a ]; echo $?; [ -n ]; echo $?; [ ! ]; echo $?; [ = ]; echo $?

#### strings
[ a = a ]; echo $?; [ a = b ]; echo $?; [ a != b ]; echo $?; [ -z '' ]; echo $?; [ -n '' ]; echo $?; [ -z a ]; echo $?

#### numbers
[ 1 -eq 01 ]; echo $?; [ 1 -lt 2 ]; echo $?; [ 2 -le 1 ]; echo $?; [ 3 -gt 2 ]; echo $?; [ 3 -ge 4 ]; echo $?; [ 1 -ne 1 ]; echo $?; [ -1 -lt 0 ]; echo $?

#### blanks around numbers
[ ' 5' -eq '5 ' ]; echo $?

#### something that is no number
[ a -eq 1 ]; echo $?; [ 1 -eq '' ]; echo $?

#### files
: > f; mkdir d; ln -s f l; ln -s none b; for t in e f d h L s r w; do for n in f d l b none; do [ -$t $n ] && printf '%s%s ' $t $n; done; done; echo

#### size and kind
echo x > f; [ -s f ]; echo $?; [ -x f ]; echo $?; chmod +x f; [ -x f ]; echo $?; [ -c /dev/null ]; echo $?; mkfifo p; [ -p p ]; echo $?

#### negation
[ ! a = b ]; echo $?; [ ! -n '' ]; echo $?; [ ! '' ]; echo $?; [ ! ! a ]; echo $?

#### and, or
[ a = a -a b = b ]; echo $?; [ a = b -o b = b ]; echo $?; [ a = b -a b = b ]; echo $?; [ a -o '' ]; echo $?

#### parentheses
[ '(' a = a ')' ]; echo $?; [ ! '(' a = b ')' ]; echo $?; [ '(' a = b -o b = b ')' -a c ]; echo $?

#### three arguments that look like operators
[ ! = ! ]; echo $?; [ -n = -n ]; echo $?; [ '(' = '(' ]; echo $?; [ -f = -f ]; echo $?

#### the double equal sign
[ a == a ]; echo $?

#### a missing bracket
[ a; echo $?

#### too many arguments
[ a b ]; echo $?; [ a b c ]; echo $?; [ a = b c ]; echo $?

#### a missing operand
[ a = ]; echo $?; [ 1 -eq ]; echo $?

#### comparing files
: > a; ln a b; [ a -ef b ]; echo $?; [ a -ef none ]; echo $?; [ a -nt none ]; echo $?

#### less and greater
[ a '<' b ]; echo $?; [ b '>' a ]; echo $?; [ a '>' b ]; echo $?

#### test without bracket
test a = a; echo $?; test; echo $?; test -d /; echo $?; test ']' ; echo $?

#### an unset variable unquoted
unset u; [ $u = a ]; echo $?; [ -n $u ]; echo $?; [ "$u" = a ]; echo $?

#### a terminal
[ -t 0 ]; echo $?; [ -t 99 ]; echo $?

#### -a and -o with few arguments
[ a -a b ]; echo $?; [ a -a '' ]; echo $?; [ '' -o b ]; echo $?; [ -a ]; echo $?

#### [[ ]]
## shells: bash
[[ a == a* && ! b < a ]]; echo $?; [[ abc =~ ^a(.)c$ ]]; echo $? "${BASH_REMATCH[1]}"
