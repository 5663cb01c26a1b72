// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.event;

import java.util.Map;

/** Mnemonics of record types (IANA, "Domain Name System (DNS) Parameters", Resource Record TYPEs). */
final class RecordType {
    private static final Map<Integer, String> MNEMONICS = Map.ofEntries(
            Map.entry(1, "A"),
            Map.entry(2, "NS"),
            Map.entry(5, "CNAME"),
            Map.entry(6, "SOA"),
            Map.entry(12, "PTR"),
            Map.entry(13, "HINFO"),
            Map.entry(15, "MX"),
            Map.entry(16, "TXT"),
            Map.entry(28, "AAAA"),
            Map.entry(29, "LOC"),
            Map.entry(33, "SRV"),
            Map.entry(35, "NAPTR"),
            Map.entry(39, "DNAME"),
            Map.entry(43, "DS"),
            Map.entry(44, "SSHFP"),
            Map.entry(46, "RRSIG"),
            Map.entry(47, "NSEC"),
            Map.entry(48, "DNSKEY"),
            Map.entry(52, "TLSA"),
            Map.entry(64, "SVCB"),
            Map.entry(65, "HTTPS"),
            Map.entry(99, "SPF"),
            Map.entry(251, "IXFR"),
            Map.entry(252, "AXFR"),
            Map.entry(255, "ANY"),
            Map.entry(256, "URI"),
            Map.entry(257, "CAA"));

    private RecordType() {}

    /** Returns the mnemonic, or TYPE and the number (RFC 3597, 5). */
    static String mnemonic(int type) {
        return MNEMONICS.getOrDefault(type, "TYPE" + type);
    }
}
