# A demo host: a real sshd with an agent beside it. Not for production: there the agent runs on the host itself (deploy/systemd).
#   docker build -f deploy/docker/demo-host.Dockerfile -t fleet-demo-host .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Agent/Agent.csproj -c Release -o /app -p:RunAnalyzers=false

FROM mcr.microsoft.com/dotnet/runtime:10.0
RUN if command -v apt-get >/dev/null; then \
        apt-get update && apt-get install -y --no-install-recommends openssh-server rsyslog && rm -rf /var/lib/apt/lists/*; \
    fi \
    && install -d -m 0755 /run/sshd \
    && useradd --create-home --shell /bin/bash alice
COPY --from=build /app /usr/lib/fleet
COPY deploy/docker/demo-host.sh /usr/local/sbin/demo-host
RUN ln -s /usr/lib/fleet/fleet-agent /usr/local/bin/fleet-agent && chmod 0755 /usr/local/sbin/demo-host
ENV DOTNET_TieredPGO=0
EXPOSE 22
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/sbin/demo-host"]
