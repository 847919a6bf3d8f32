# printf (XCU printf).

#### strings, widths, precisions
printf '[%s][%5s][%-5s][%.2s][%5.1s][%*s][%-*s][%.*s]\n' a b c def ghi 3 x 3 y 1 zz
## STDOUT:
[a][    b][c    ][de][    g][  x][y  ][z]
## END

#### integers
printf '[%d][%5d][%-5d][%05d][%+d][% d][%.3d][%x][%X][%o][%#x][%#o][%u]\n' 1 2 3 4 5 6 7 255 255 8 255 8 9
## STDOUT:
[1][    2][3    ][00004][+5][ 6][007][ff][FF][10][0xff][010][9]
## END

#### negative numbers as unsigned
printf '%u %x %o\n' -1 -1 -1
## STDOUT:
18446744073709551615 ffffffffffffffff 1777777777777777777777
## END

#### constants
printf '%d %d %d %d %d\n' 0x1f 010 +5 "'a" '"b'
## STDOUT:
31 8 5 97 98
## END

#### floats
printf '[%f][%.2f][%e][%g][%G][%10.3f]\n' 1.5 2.345 12345.678 0.0001 1e10 3.14159
## STDOUT:
[1.500000][2.35][1.234568e+04][0.0001][1E+10][     3.142]
## END

#### the format is used again
printf '%s-%s;' a b c d e; echo
## STDOUT:
a-b;c-d;e-;
## END

#### missing arguments are empty or zero
printf '[%s][%d][%f]\n'
## STDOUT:
[][0][0.000000]
## END
## OK busybox STDERR:
sh: invalid number ''
## END
## OK busybox status: 1

#### a format without directives ignores arguments
printf 'x\n' a b c
## STDOUT:
x
## END

#### escapes in the format
printf 'a\tb\\c\101\0101\n' | od -An -c
## STDOUT:
   a  \t   b   \   c   A  \b   1  \n
## END

#### escapes in %b
printf '%b' 'a\tb\0101\n'; printf '%b|' 'x\cy' z; echo
## STDOUT:
a	bA
x
## END

#### escapes in arguments stay
printf '%s\n' 'a\tb'
## STDOUT:
a\tb
## END

#### percent signs
printf '%%|%5s%%\n' a
## STDOUT:
%|    a%
## END

#### characters
printf '%c%c%c|' abc d ''; echo; printf '%c' '' | od -An -c
## stdout-json: "ad\u0000|\n  \\0\n"

#### an invalid number
printf '%d\n' abc; echo "status $?"
## STDOUT:
0
status 1
## END
## STDERR:
dash: 1: printf: abc: expected numeric value
## END
## OK busybox STDERR:
sh: invalid number 'abc'
## END
## OK bash STDERR:
bash: line 1: printf: abc: invalid number
## END

#### a number with a rest
printf '%d\n' 12x; echo "status $?"
## STDOUT:
12
status 1
## END
## STDERR:
dash: 1: printf: 12x: not completely converted
## END
## OK busybox STDOUT:
0
status 1
## END
## OK busybox STDERR:
sh: invalid number '12x'
## END
## OK bash STDERR:
bash: line 1: printf: 12x: invalid number
## END

#### an invalid directive
printf 'a%z'; echo "status $?"
## STDOUT:
astatus 2
## END
## STDERR:
dash: 1: printf: %z: invalid directive
## END
## OK busybox STDOUT:
astatus 1
## END
## OK busybox STDERR:
sh: %: invalid format
## END
## OK bash STDOUT:
astatus 1
## END
## OK bash STDERR:
bash: line 1: printf: `%z': missing format character
## END

#### no argument at all
printf; echo "status $?"
## STDOUT:
status 2
## END
## STDERR:
dash: 1: printf: usage: printf format [arg ...]
## END
## OK busybox STDERR:
sh: usage: printf FORMAT [ARGUMENT...]
## END
## OK bash STDERR:
printf: usage: printf [-v var] format [arguments]
## END

#### options
printf -- '-%s\n' x; printf -- '%s\n' --
## STDOUT:
-x
--
## END

#### too big a number
printf '%d\n' 99999999999999999999; echo "status $?"
## STDOUT:
9223372036854775807
status 1
## END
## STDERR:
dash: 1: printf: 99999999999999999999: Numerical result out of range
## END
## OK busybox STDOUT:
0
status 1
## END
## OK busybox STDERR:
sh: invalid number '99999999999999999999'
## END
## OK bash STDOUT:
9223372036854775807
status 0
## END
## OK bash STDERR:
bash: line 1: printf: warning: 99999999999999999999: Numerical result out of range
## END

#### NUL and high bytes
printf 'a\0b\377' | od -An -c
## STDOUT:
   a  \0   b 377
## END

#### the biggest numbers
printf '%d %d\n' 9223372036854775807 -9223372036854775808
## STDOUT:
9223372036854775807 -9223372036854775808
## END

#### hexadecimal escapes
printf '\x41\n'
## STDOUT:
\x41
## END
## OK busybox STDOUT:
A
## END
## OK bash STDOUT:
A
## END

#### a dollar quote in an argument
printf '%s %s\n' '$x' "\$y"
## STDOUT:
$x $y
## END

#### %i
printf '%i\n' 7
## STDOUT:
7
## END

#### zero precision of zero
printf '[%.0d][%.0f]\n' 0 2.5
## STDOUT:
[][2]
## END

#### width with sign and zeros
printf '[%+05d][%-+5d][% 05d][%5s]\n' 3 3 3 -n
## STDOUT:
[+0003][+3   ][ 0003][   -n]
## END

#### -v
## shells: bash
printf -v x '%03d' 7; echo $x
## STDOUT:
007
## END

#### %q
## shells: bash
printf '%q %q %q\n' 'a b' "it's" ''
## STDOUT:
a\ b it\'s ''
## END

#### a backslash before a percent sign stands for itself
printf '\%s|\n' x
## STDOUT:
\x|
## END
