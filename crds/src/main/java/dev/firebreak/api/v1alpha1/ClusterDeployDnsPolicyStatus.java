// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.api.v1alpha1;

/**
 * Status of a ClusterDeployDnsPolicy: the same as of a DeployDnsPolicy, under the name that the generated resource
 * expects. A test holds the two schemas to each other.
 */
public class ClusterDeployDnsPolicyStatus extends DeployDnsPolicyStatus {}
