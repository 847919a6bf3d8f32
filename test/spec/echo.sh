# echo: where the shells differ most.

#### plain words
echo a  b '  c'
## STDOUT:
a b   c
## END

#### escapes
echo 'a\tb' 'c\nd' | od -An -c
## STDOUT:
   a  \t   b       c  \n   d  \n
## END
## OK busybox STDOUT:
   a   \   t   b       c   \   n   d  \n
## END
## OK bash STDOUT:
   a   \   t   b       c   \   n   d  \n
## END

#### -n
echo -n a; echo b
## STDOUT:
ab
## END

#### -e
echo -e 'a\tb' | od -An -c
## STDOUT:
   -   e       a  \t   b  \n
## END
## OK busybox STDOUT:
   a  \t   b  \n
## END
## OK bash STDOUT:
   a  \t   b  \n
## END

#### \c ends the output
echo 'a\cb' c; echo d
## STDOUT:
ad
## END
## OK busybox STDOUT:
a\cb c
d
## END
## OK bash STDOUT:
a\cb c
d
## END

#### octal escapes
echo '\101\0101' | od -An -c
## STDOUT:
   A   A  \n
## END
## OK busybox STDOUT:
   \   1   0   1   \   0   1   0   1  \n
## END
## OK bash STDOUT:
   \   1   0   1   \   0   1   0   1  \n
## END

#### nothing
echo; echo ''; echo -n; echo -n ''; echo end
## STDOUT:


end
## END

#### several options
echo -n -n a; echo; echo -ne 'b\n'; echo -nx; echo - -- -
## STDOUT:
-n a
-ne b

-nx
- -- -
## END
## OK busybox STDOUT:
a
b
-nx
- -- -
## END
## OK bash STDOUT:
a
b
-nx
- -- -
## END

#### a backslash at the end
echo 'a\'
## STDOUT:
a\
## END

#### unknown escapes stay
echo '\q\x41\z'
## STDOUT:
\q\x41\z
## END

#### a closed output
echo a >&-; echo "status $?"
## STDOUT:
status 1
## END
## STDERR:
dash: 1: echo: echo: I/O error
## END
## OK busybox STDERR:
sh: write error: Bad file descriptor
## END
## OK bash STDERR:
bash: line 1: echo: write error: Bad file descriptor
## END
