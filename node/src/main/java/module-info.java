/** The node's processes put together: configuration, gateway, control socket, and what commands do with them. */
module org.buslane.node {
    requires static transitive org.jspecify;
    requires transitive org.buslane.core;
    requires transitive org.buslane.linux;
    requires transitive org.buslane.lane;
    requires org.buslane.runtime;
    requires transitive org.buslane.tunnel;
    requires transitive org.buslane.virtual;
    requires io.prometheus.metrics.config;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires jdk.httpserver;
    requires jdk.net;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.util;
    requires org.snakeyaml.engine;
    requires tools.jackson.core;

    exports org.buslane.node;
    exports org.buslane.node.agent;
    exports org.buslane.node.buses;
    exports org.buslane.node.certs;
    exports org.buslane.node.client;
    exports org.buslane.node.config;
    exports org.buslane.node.control;
    exports org.buslane.node.declared;
    exports org.buslane.node.doctor;
    exports org.buslane.node.folder;
    exports org.buslane.node.gateway;
    exports org.buslane.node.gatewayrules;
    exports org.buslane.node.json;
    exports org.buslane.node.lanes;
    exports org.buslane.node.ledger;
    exports org.buslane.node.metrics;
    exports org.buslane.node.reconcile;
    exports org.buslane.node.recording;
    exports org.buslane.node.socketcand;
    exports org.buslane.node.tunnels;
}
