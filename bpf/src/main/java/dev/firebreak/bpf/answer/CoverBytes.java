// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.KernelMap;

/** struct fb_device and struct fb_cover as bytes. */
final class CoverBytes {
    private CoverBytes() {}

    static void put(KernelMap covers, Device device, long scope) {
        byte[] value = new byte[Abi.Cover.SIZE];
        Bytes.view(value)
                .putLong(Abi.Cover.SCOPE, scope)
                .putInt(Abi.Cover.FLAGS, device.loopback() ? Abi.FB_DEVICE_LOOPBACK : 0);
        covers.put(key(device), value, 0);
    }

    static boolean remove(KernelMap covers, Device device) {
        return covers.remove(key(device));
    }

    private static byte[] key(Device device) {
        byte[] key = new byte[Abi.Device.SIZE];
        Bytes.view(key).putInt(Abi.Device.NETNS, device.netns()).putInt(Abi.Device.IFINDEX, device.index());
        return key;
    }
}
