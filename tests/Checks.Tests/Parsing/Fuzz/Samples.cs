using System.Text;

namespace Fleet.Checks.Tests.Parsing.Fuzz;

/// <summary>A short piece of every format that is read somewhere; each parser gets each of them, whole or damaged.</summary>
internal static class Samples
{
    public static byte[][] All { get; } =
    [
        .. Texts.Select(Encoding.UTF8.GetBytes),
        [31, 0, 0, 0, 19, 0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 0],
        [0, 0, 0, 44, 10, 20, .. new byte[16], 0, 0, 0, 3, .. "a,b"u8, .. new byte[40]],
        [0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. new byte[32]],
        [.. "sshd"u8, .. new byte[50], 1, 0, 0x10, 0x20, 0x30, 0x65, 0, 0, 0, 0],
    ];

    private static string[] Texts =>
        [
            """
                Include /etc/ssh/sshd_config.d/*.conf
                Port 22
                ListenAddress [::1]:2200
                AllowUsers alice "c d"@10.0.0.0/8
                RekeyLimit 1G 1h
                MaxStartups 10:30:100
                AuthenticationMethods publickey,password any
                Subsystem sftp /usr/lib/openssh/sftp-server -f "A B"
                Match User root,!bob Address 10.0.0.0/8,!10.1.0.0/16
                  PermitRootLogin no
                """,
            """
                port 22
                addressfamily any
                listenaddress 0.0.0.0:22
                permitrootlogin without-password
                ciphers chacha20-poly1305@openssh.com,aes128-ctr
                """,
            "/etc/ssh/sshd_config line 4: Bad configuration option: Foo\n/etc/ssh/sshd_config: terminating, 1 bad configuration options\n",
            "OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSL 3.0.15 3 Sep 2024\n",
            """
                from="10.0.0.0/8,!10.1.0.0/16",restrict,command="echo \"hi\"",expiry-time="20270101" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ alice@web
                @cert-authority *.example.org,[h]:2222 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ
                |1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==
                """,
            """
                Host web-* !web-9
                    HostName %h.example.org
                    ProxyJump bastion
                    IdentityFile ~/.ssh/id_%u
                Match host "db*" exec "true"
                """,
            "Nov 22 10:57:49 web-12 sshd[811]: Failed password for invalid user bob from 192.0.2.1 port 22 ssh2\n<38>1 2026-11-22T10:57:49.1Z web-12 sshd 811 - [a b=\"x]\\\" y\"] Invalid user x from 192.0.2.1 port 9\n",
            "debug1: Connecting to web-12 [192.0.2.1] port 22.\ndebug1: kex: algorithm: curve25519-sha256\ndebug1: Offering public key: /home/a/.ssh/id ED25519 SHA256:abc agent\na@web-12: Permission denied (publickey,password).\n",
            """
                table inet filter { # handle 1
                	set s { type ipv4_addr . inet_service; flags interval; elements = { 10.0.0.0/8 . 22, 192.0.2.1-192.0.2.9 . 80-90 } }
                	map m { type inet_service : verdict; elements = { 22 : jump a, * : drop } }
                	chain a { ip saddr . tcp dport @s accept
                		tcp flags & (fin | syn) == syn ct state { new, established } limit rate over 3/minute burst 5 packets reject with icmpx admin-prohibited
                	}
                	chain in { type filter hook input priority filter + 10; policy drop;
                		meta mark set meta mark and 0xff or 0x1 counter packets 1 bytes 2 log prefix "x{y" flags all
                		dnat ip to ip saddr map { 1.1.1.1 : 10.0.0.1 . 22 }
                	}
                }
                """,
            """
                *filter
                :INPUT DROP [0:0]
                :one - [0:0]
                -A INPUT -p tcp -m tcp ! --dport 1:1023 -m comment --comment "a \"b\" -j" -g one
                -A INPUT ! -s 10.0.0.0/255.255.0.0 -m mark --mark 0x1/0xff -m set --match-set x src -j REJECT --reject-with tcp-reset
                -A one -p tcp -m multiport --dports 22,80:90 -j DNAT --to-destination [fd00::1]:22
                COMMIT
                """,
            "Status: active\nLogging: on (low)\nDefault: deny (incoming), allow (outgoing), disabled (routed)\n\nTo                         Action      From\n--                         ------      ----\n22/tcp (v6)                LIMIT IN    2001:db8::/32\n",
            "sshd, ALL@[::1] : 10. EXCEPT [fe80::]/10 .a.b /f : severity x : deny\nALL : ?.*\n",
            """
                auth [success=1 default=ignore] pam_unix.so nullok
                account required pam_access.so accessfile=/etc/a fieldsep=|
                @include common-session
                -session optional [ pam_x.so ] y
                """,
            "- : ALL EXCEPT root (wheel) : 192.0.2. 10.0.0.0/255.0.0.0 LOCAL\n@staff hard maxlogins 4\ndeny = 3\nunlock_time = 600\neven_deny_root\n",
            "root:x:0:0:root:/root:/bin/bash\nalice:$6$a$b:20000:0:99999:7:30:21000:\nwheel:!:alice:bob,carol\n+@net::::::\n",
            "ID=debian\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=\"12\"\nPASS_MAX_DAYS\t99999\npasswd: files [!UNAVAIL=return] systemd sss\n127.0.0.1 localhost web\n",
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   0: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 0 0 10 0\n   1: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 01 00000000:00000000 00:00000000 00000000     0        0 9 1\n",
            "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\neth0\t00000000\t010AA8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\nMain:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 192.168.10.2\n        /32 host LOCAL\nfe80000000000000000000000000000100000002 40 20 80 eth0\n20010db8000000000000000000000009 02 40 00 00 eth0\n00000000000000000000000000000000 00 00000000000000000000000000000000 00 20010db8000000000000000000000001 00000064 00000001 00000000 00000003 eth0\n",
            "gggggggggggggggggggggggggggggggg 02 40 00 00 eth0\n00000000000000000000000000000000 00 00000000000000000000000000000000 00 gggggggggggggggggggggggggggggggg 00000064 00000001 00000000 00000003 eth0\n",
            "nameserver 192.0.2.53\nnameserver fe80::1%eth0\nsearch example.org\noptions timeout:1 attempts:3 rotate\n",
            "MemTotal:       16316412 kB\nsome avg10=0.12 avg60=0.00 avg300=0.00 total=123\n/dev/sda1 / ext4 rw,relatime 0 0\n36 35 98:0 /a /b rw,noatime master:1 - ext3 /dev/root rw,errors=continue\ncpu 1 2 3\noom_kill 3\n",
            "entries  searched found\n00000010  00000000 00000001\nState Recv-Q Send-Q Local Address:Port Peer Address:Port\nLISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:((\"sshd\",pid=811,fd=3))\ndrwxr-xr-x 2 root root 4096 Nov 22 10:00 .ssh\n",
            "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n",
        ];
}
