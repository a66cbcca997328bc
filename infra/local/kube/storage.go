package main

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

const provisionerName = "berth.dev/local"

// localProvisioner makes each volume as a file system of its own on this node, mounted under root.
type localProvisioner struct{ root, node string }

// Provision makes the file system and describes it as a local volume, which kubelet
// can map into pods with their own user namespace and give to their fsGroup.
func (p localProvisioner) Provision(_ context.Context, options controller.ProvisionOptions) (*corev1.PersistentVolume, controller.ProvisioningState, error) {
	if mode := options.PVC.Spec.VolumeMode; mode != nil && *mode == corev1.PersistentVolumeBlock {
		return nil, controller.ProvisioningFinished, errors.New("block volumes are not offered: set volumeMode Filesystem")
	}
	size := options.PVC.Spec.Resources.Requests[corev1.ResourceStorage]
	path, err := makeVolume(filepath.Join(p.root, options.PVName), size.Value())
	if err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	return &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: options.PVName},
		Spec: corev1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			AccessModes:                   options.PVC.Spec.AccessModes,
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: options.PVC.Spec.Resources.Requests[corev1.ResourceStorage]},
			PersistentVolumeSource:        corev1.PersistentVolumeSource{Local: &corev1.LocalVolumeSource{Path: path}},
			NodeAffinity: &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{{
				MatchExpressions: []corev1.NodeSelectorRequirement{{Key: corev1.LabelHostname, Operator: corev1.NodeSelectorOpIn, Values: []string{p.node}}},
			}}}},
		},
	}, controller.ProvisioningFinished, nil
}

// Delete removes a released volume. A volume's name has no slash and is never "..", so nothing outside root is touched.
func (p localProvisioner) Delete(_ context.Context, volume *corev1.PersistentVolume) error {
	return removeVolume(filepath.Join(p.root, volume.Name))
}

func runStorage(args []string) {
	flags := flag.NewFlagSet("storage", flag.ExitOnError)
	kubeconfig := flags.String("kubeconfig", "", "credentials")
	root := flags.String("root", "", "folder that holds the volumes")
	node := flags.String("node", "", "name of this node")
	_ = flags.Parse(args)
	ctx := klog.NewContext(genericapiserver.SetupSignalContext(), klog.Background())
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err == nil {
		err = os.MkdirAll(*root, 0o711)
	}
	if err != nil {
		klog.Fatal(err)
	}
	if err := mountVolumes(*root); err != nil {
		klog.Error(err) // pods of the others must start
	}
	controller.NewProvisionController(ctx, kubernetes.NewForConfigOrDie(config), provisionerName,
		localProvisioner{*root, *node}, controller.LeaderElection(false), controller.Threadiness(2)).Run(ctx)
}
