package org.buslane.lab.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of the machine's apt stays in force. */
class AptConfigTest {
    @Test
    void networkAndKeysAreTheMachinesAndTheRestIsOurs() {
        List<String> dump = List.of(
                "APT::Architecture \"arm64\";",
                "APT::Update::Post-Invoke:: \"rm -f /var/cache/apt/archives/*.deb\";",
                "DPkg::Pre-Install-Pkgs:: \"/usr/sbin/something\";",
                "Dir \"/\";",
                "Dir::State \"var/lib/apt\";",
                "Dir::Etc \"etc/apt\";",
                "Dir::Etc::netrcparts \"auth.conf.d\";",
                "Dir::Etc::trustedparts \"trusted.gpg.d\";",
                "Dir::Etc::sourceparts \"sources.list.d\";",
                "Acquire::http::Proxy \"http://proxy.example:3128\";",
                "Acquire::Languages:: \"de\";",
                "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled \"true\";");
        assertThat(AptConfig.text(dump, Path.of("/a b/apt/trixie"))).isEqualTo("""
                Dir "/";
                Dir::Etc "etc/apt";
                Dir::Etc::netrcparts "auth.conf.d";
                Dir::Etc::trustedparts "trusted.gpg.d";
                Acquire::http::Proxy "http://proxy.example:3128";
                Dir::State "/a b/apt/trixie/state/";
                Dir::Cache "/a b/apt/trixie/cache/";
                Dir::Cache::srcpkgcache "";
                Dir::Etc::sourcelist "/a b/apt/trixie/debian.sources";
                Dir::Etc::sourceparts "/dev/null";
                Dir::Etc::parts "/dev/null";
                Dir::Etc::main "/dev/null";
                Dir::Etc::preferences "/dev/null";
                Dir::Etc::preferencesparts "/dev/null";
                APT::Sandbox::User "root";
                APT::Architecture "amd64";
                APT::Architectures:: "amd64";
                APT::Install-Recommends "false";
                APT::Install-Suggests "false";
                Acquire::Languages "none";
                Acquire::Retries "3";
                """);
    }
}
