// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.notice;

/** Reasons of our events on pods: words that programs may compare. */
public enum Reason {
    /** A lookup was denied. */
    DNS_LOOKUP_DENIED("DnsLookupDenied", "Deny"),
    /** A lookup passed, and would be denied if its rule or policy enforced. */
    DNS_LOOKUP_WOULD_BE_DENIED("DnsLookupWouldBeDenied", "Audit"),
    /** The pod ran for a time without its filter. */
    DNS_FILTER_GAP("DnsFilterGap", "Attach"),
    /** No filter can be attached to the pod. */
    DNS_FILTER_UNENFORCEABLE("DnsFilterUnenforceable", "Attach"),
    /** Somebody had removed what answers denied lookups; it was put back. */
    DNS_ANSWERER_RESTORED("DnsAnswererRestored", "Restore");

    private final String word;
    private final String action;

    Reason(String word, String action) {
        this.word = word;
        this.action = action;
    }

    /** The event's reason. */
    public String word() {
        return word;
    }

    /** The event's action: what we were doing. */
    public String action() {
        return action;
    }
}
