#!/bin/busybox sh
# The first program: loads what the card hangs on, finds the root by the label that cmdline.txt names, and goes there. Read only: systemd
# checks it, and makes it writable.
b=/bin/busybox
$b mount -t devtmpfs dev /dev
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
while read -r module; do $b insmod "/lib/$module" 2> /dev/null; done < /lib/order

label=$($b sed -n 's/.*\broot=LABEL=\([^ ]*\).*/\1/p' /proc/cmdline)
tries=0
until device=$($b findfs "LABEL=$label" 2> /dev/null) && $b mount -t ext4 -o ro,noatime "$device" /root; do
  tries=$((tries + 1))
  # Ten seconds are enough for every card. Without a root there is nothing to wait for: another start may find it, or the other slot.
  if [ "$tries" -gt 100 ]; then
    echo "andas: there is no root called $label on this card" > /dev/console
    $b sleep 5
    $b reboot -f
  fi
  $b sleep 0.1
done
$b umount /proc /sys
$b mount --move /dev /root/dev
exec $b switch_root /root /sbin/init
