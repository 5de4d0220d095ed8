#!/bin/busybox sh
# The first program: loads what the card hangs on, finds the root of its slot, and goes there. Read only: systemd checks it, and makes it
# writable.
b=/bin/busybox
$b mount -t devtmpfs dev /dev
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
while read -r module; do $b insmod "/lib/$module" 2> /dev/null; done < /lib/order

# Which slot it is stands in the kernel's command line; on which disk, the labels of its neighbours say.
slot=$($b sed -n 's/.*\bandas\.slot=\([ab]\).*/\1/p' /proc/cmdline)
root=5
[ "$slot" = b ] && root=6
neighbour() {
  $b findfs LABEL=state || $b findfs LABEL=root-a || $b findfs LABEL=ANDAS
} 2> /dev/null

tries=0
until device=$(neighbour) && $b mount -t ext4 -o ro,noatime "${device%[0-9]}$root" /root; do
  tries=$((tries + 1))
  # Ten seconds are enough for every card. Without a root there is nothing to wait for: another start may find it, or the other slot.
  if [ "$tries" -gt 100 ]; then
    echo "andas: there is no system in slot $slot of this card" > /dev/console
    $b sleep 5
    $b reboot -f
  fi
  $b sleep 0.1
done
$b umount /proc /sys
$b mount --move /dev /root/dev
exec $b switch_root /root /sbin/init
