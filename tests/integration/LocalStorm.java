import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Properties;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.flux.FluxBuilder;
import org.apache.storm.flux.model.ExecutionContext;
import org.apache.storm.flux.model.TopologyDef;
import org.apache.storm.flux.parser.FluxParser;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.shade.org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.storm.shade.org.apache.zookeeper.server.ZooKeeperServer;

/**
 * Runs a Flux topology in Storm's local cluster until standard input ends. The ZooKeeper that the cluster would start by itself listens on
 * all addresses, so that this one brings its own, on loopback: nothing else of a local cluster listens at all.
 *
 * <p>Arguments: the topology's file, a file of properties for it, a folder to work in.
 */
public class LocalStorm {
    public static void main(String[] args) {
        try {
            run(new File(args[0]), args[1], new File(args[2]));
            System.exit(0);
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(File topologyFile, String propertiesFile, File work) throws Exception {
        Properties properties = FluxParser.parseProperties(propertiesFile, false);
        TopologyDef definition = FluxParser.parseFile(topologyFile.getPath(), false, true, properties, false);
        Config configuration = FluxBuilder.buildConfig(definition);
        StormTopology topology = FluxBuilder.buildTopology(new ExecutionContext(definition, configuration));

        NIOServerCnxnFactory zookeeper = new NIOServerCnxnFactory();
        zookeeper.configure(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        zookeeper.startup(new ZooKeeperServer(new File(work, "snapshots"), new File(work, "log"), 2000));
        LocalCluster cluster = new LocalCluster.Builder()
            .withDaemonConf(Config.STORM_ZOOKEEPER_SERVERS, List.of("127.0.0.1"))
            .withDaemonConf(Config.STORM_ZOOKEEPER_PORT, zookeeper.getLocalPort())
            .withDaemonConf(Config.STORM_LOCAL_HOSTNAME, "127.0.0.1")
            .withSupervisors(1)
            .build();
        cluster.submitTopology(definition.getName(), configuration, topology);
        System.out.println("submitted " + definition.getName());

        while (System.in.read() >= 0) {
            // until whoever started this closes it
        }
        KillOptions atOnce = new KillOptions();
        atOnce.set_wait_secs(0);
        cluster.killTopologyWithOpts(definition.getName(), atOnce);
        cluster.close();
        zookeeper.shutdown();
    }
}
