// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.answer.Coverage;
import dev.firebreak.bpf.answer.Device;
import dev.firebreak.bpf.answer.HostAnswerer;
import dev.firebreak.bpf.filter.Filter;
import dev.firebreak.cli.nameserver.ResolvConf;
import dev.firebreak.cli.report.Report;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the host's answerer on the devices that lead to the nameservers, and tells the filter which of them it covers. */
final class Covering {
    private Covering() {}

    /**
     * Covers what it can; the caller holds the register. What cannot be covered is no failure: denied lookups that leave by
     * it get EPERM, and the report says so.
     *
     * @param folder the answerer's pins, shared by all runs of this network namespace
     */
    static Report.Answerer cover(Filter filter, Path folder) {
        Map<String, Report.Answerer.Device> devices = new LinkedHashMap<>();
        List<InetAddress> nameservers = ResolvConf.read(ResolvConf.FILE).nameservers();
        try (HostAnswerer answerer = HostAnswerer.open(folder, filter)) {
            for (InetAddress nameserver : nameservers) {
                switch (answerer.cover(nameserver)) {
                    case Coverage.Covered(Device device) -> {
                        filter.covers().add(device);
                        devices.put(device.name(), new Report.Answerer.Device(device.name(), true, Optional.empty()));
                    }
                    case Coverage.NotCovered(String towards, String reason) ->
                        devices.put(towards, new Report.Answerer.Device(towards, false, Optional.of(reason)));
                }
            }
        } catch (BpfException e) {
            for (InetAddress nameserver : nameservers) {
                String towards = nameserver.getHostAddress();
                devices.putIfAbsent(
                        towards,
                        new Report.Answerer.Device(towards, false, Optional.of(String.valueOf(e.getMessage()))));
            }
        }
        return new Report.Answerer("auto", new ArrayList<>(devices.values()));
    }
}
