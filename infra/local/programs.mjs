import { join } from 'node:path';
import { here } from './paths.mjs';

/**
 * A program compiled from Go.
 * @typedef {object} Program
 * @property {string} name
 * @property {string} [module] module@version, built from a copy, so that its own `replace` lines hold
 * @property {string} [folder] a module of this repository instead
 * @property {Record<string, string>} packages file name → package
 * @property {string} [tags]
 * @property {boolean} [static] with cgo, linked statically (else without cgo)
 * @property {string[]} [ldflags]
 * @property {string[]} [alignWithKube] module path prefixes whose requirements are raised to kube's,
 *   so that Go's build cache compiles them once for both
 * @property {Patch} [patch]
 * @property {string[]} [files] folders of the source that are kept beside the programs
 */

/**
 * What is changed in the copy before it is compiled.
 * @typedef {object} Patch
 * @property {{ module: string, file: string, with: string }} [replaceModule] one file of a required module
 * @property {{ folder: string, with: string }} [replaceFolder] a package by one file
 * @property {{ file: string, from: string, to: string }[]} [replaceText]
 */

const kubernetes = '1.36.3';

/** @type {Record<string, Program>} */
export const programs = {
  kube: {
    name: 'kube',
    folder: join(here, 'kube'),
    packages: { kube: '.' },
    ldflags: [
      '-X', `k8s.io/component-base/version.gitVersion=v${kubernetes}`,
      '-X', `k8s.io/component-base/version.gitMajor=${kubernetes.split('.')[0]}`,
      '-X', `k8s.io/component-base/version.gitMinor=${kubernetes.split('.')[1]}`,
    ],
  },
  runc: { name: 'runc', module: 'github.com/opencontainers/runc@v1.4.3', packages: { runc: '.' }, tags: 'seccomp,netgo,osusergo', static: true },
  containerd: {
    name: 'containerd',
    module: 'github.com/containerd/containerd/v2@v2.3.3',
    packages: { containerd: './cmd/containerd', 'containerd-shim-runc-v2': './cmd/containerd-shim-runc-v2', ctr: './cmd/ctr' },
    tags: 'no_btrfs,no_devmapper,no_zfs',
    alignWithKube: ['golang.org/x/', 'google.golang.org/', 'go.opentelemetry.io/', 'github.com/prometheus/', 'github.com/klauspost/compress', 'github.com/grpc-ecosystem/', 'github.com/sirupsen/', 'github.com/fxamacker/', 'go.yaml.in/', 'github.com/godbus/', 'github.com/cyphar/'],
  },
  cilium: {
    name: 'cilium',
    module: 'github.com/cilium/cilium@v1.15.19', // the newest whose every dependency the Go module proxy serves
    packages: { 'cilium-agent': './daemon', 'cilium-cni': './plugins/cilium-cni' },
    ldflags: ['-X', 'github.com/cilium/cilium/pkg/version.ciliumVersion=1.15.19'],
    // A kernel without loadable modules has no /proc/modules, which the agent insists on: cilium.mjs makes this one.
    // Amazon's client library takes long to compile and is of no use here.
    patch: {
      replaceFolder: { folder: 'pkg/aws/metadata', with: join(here, 'patches', 'no-aws-metadata.go.txt') },
      replaceText: [
        { file: 'pkg/datapath/linux/modules/modules_linux.go', from: '"/proc/modules"', to: '"/run/berth-cluster/modules"' },
        { file: 'daemon/cmd/daemon_main.go', from: '\t"github.com/cilium/cilium/pkg/aws/eni"\n', to: '' },
        { file: 'daemon/cmd/daemon_main.go', from: '&eni.InterfaceDB{Clientset: params.Clientset}', to: 'nil' },
      ],
    },
    files: ['bpf', 'pkg/k8s/apis/cilium.io/client/crds'],
  },
  traefik: {
    name: 'traefik',
    module: 'github.com/traefik/traefik/v3@v3.6.12',
    packages: { traefik: './cmd/traefik' },
    alignWithKube: [
      'k8s.io/', 'sigs.k8s.io/', 'golang.org/x/', 'go.yaml.in/',
      'google.golang.org/grpc', 'google.golang.org/protobuf', 'google.golang.org/genproto', 'github.com/golang/protobuf', 'github.com/grpc-ecosystem/grpc-gateway',
      'github.com/prometheus/', 'github.com/fxamacker/', 'github.com/go-openapi/', 'github.com/emicklei/', 'github.com/google/gnostic', 'github.com/go-logr/',
      'github.com/klauspost/compress', 'github.com/miekg/dns', 'github.com/quic-go', 'github.com/gorilla', 'github.com/spf13/pflag', 'github.com/sirupsen',
    ],
    // What is never used here takes most of the time: 150 DNS providers, Amazon's client library.
    patch: {
      replaceModule: { module: 'github.com/go-acme/lego/v4', file: 'providers/dns/zz_gen_dns_providers.go', with: join(here, 'patches', 'no-dns-providers.go.txt') },
      replaceFolder: { folder: 'pkg/provider/ecs', with: join(here, 'patches', 'no-ecs.go.txt') },
    },
  },
  buildkit: {
    name: 'buildkit',
    module: 'github.com/moby/buildkit@v0.33.0',
    packages: { buildkitd: './cmd/buildkitd', buildctl: './cmd/buildctl' },
    alignWithKube: ['golang.org/x/', 'google.golang.org/', 'go.opentelemetry.io/', 'github.com/klauspost/compress', 'github.com/sirupsen/'],
    // Caches in Amazon's and Azure's stores: never used here, and a fifth of what there is to compile.
    patch: {
      replaceText: [
        { file: 'cmd/buildkitd/main.go', from: '\t"github.com/moby/buildkit/cache/remotecache/azblob"\n', to: '' },
        { file: 'cmd/buildkitd/main.go', from: '\ts3remotecache "github.com/moby/buildkit/cache/remotecache/s3"\n', to: '' },
        ...['Exporter', 'Importer'].flatMap((kind) => [
          { file: 'cmd/buildkitd/main.go', from: `\t\t"s3":       s3remotecache.ResolveCache${kind}Func(),\n`, to: '' },
          { file: 'cmd/buildkitd/main.go', from: `\t\t"azblob":   azblob.ResolveCache${kind}Func(),\n`, to: '' },
        ]),
      ],
    },
  },
  images: {
    name: 'images',
    folder: join(here, '..', 'images'),
    packages: { 'build-runner': './build-runner', 'registry-token': './registry-token', activator: './activator', 'request-metrics': './request-metrics' },
  },
};
