// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

/**
 * What a payload says of itself before it is read and checked: enough to make room for its entries, so that they can be
 * taken over in the one pass that also checks them.
 *
 * <pre>{@code
 * DeclaredPolicy declared = DeclaredPolicy.of(payload);
 * Table table = new Table(declared.digest(), declared.entries());
 * CompiledPolicy.decode(payload, table::put);                 // throws: then the table is thrown away
 * }</pre>
 *
 * @param digest of the canonical form
 * @param entries how many distinct names
 */
public record DeclaredPolicy(Digest digest, int entries) {
    /**
     * Reads no more than the beginning of a payload.
     *
     * @throws CorruptPayloadException where that alone is not what this version writes
     */
    public static DeclaredPolicy of(byte[] payload) throws CorruptPayloadException {
        return CanonicalReader.declared(payload);
    }
}
