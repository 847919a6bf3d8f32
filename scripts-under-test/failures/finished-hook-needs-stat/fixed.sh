#!/bin/sh
# test can do it (dracutdevs/dracut#1780).
cat > "$hookdir/initqueue/finished/root-is-there.sh" << 'END'
[ -b /dev/disk/by-uuid/11111111-2222-3333-4444-555555555555 ]
END
