#!/bin/busybox sh
# The first program of the guest: mounts what must be, then does what it is told over a wire to the host, line by line.
/bin/busybox --install -s /bin
export PATH=/usr/bin:/usr/sbin:/bin:/sbin HOME=/root
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev 2>/dev/null
mount -t tmpfs run /run
mount -t tmpfs tmp /tmp
/usr/lib/systemd/systemd-udevd --daemon 2>/dev/null
modprobe -a MACHINE
mount -t configfs config /sys/kernel/config
udevadm trigger --action=add --type=subsystems
udevadm trigger --action=add --type=devices
udevadm settle
mount -t ext4 /dev/vda /node
mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=512000,cache=loose app /app
ip link set lo up
ip address add 10.0.2.15/24 dev "$(ls /sys/bus/virtio/drivers/virtio_net/virtio*/net)"
ip link set "$(ls /sys/bus/virtio/drivers/virtio_net/virtio*/net)" up
echo "the guest is up after $(cut -d' ' -f1 /proc/uptime) s"
# One that ends, as of a line that is no shell, is followed by the next.
while true; do
  sh <>/dev/virtio-ports/shell >&0 2>&1
done
