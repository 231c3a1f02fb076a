# The controller. Build from the root of the checkout:
#   docker build -f deploy/docker/controller.Dockerfile -t fleet-controller .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Controller/Controller.csproj -c Release -o /app -p:RunAnalyzers=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN useradd --system --home-dir /var/lib/fleet --create-home --shell /usr/sbin/nologin --uid 7443 fleet \
    && install -d -o fleet -g fleet -m 0750 /run/fleet
COPY --from=build /app /usr/lib/fleet
ENV DOTNET_TieredPGO=0 FLEET_DATA=/var/lib/fleet FLEET_SOCKET=/run/fleet/fleet.sock
RUN ln -s /usr/lib/fleet/fleet /usr/local/bin/fleet
USER fleet
VOLUME ["/var/lib/fleet"]
EXPOSE 7443
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["fleet", "status"]
ENTRYPOINT ["/usr/lib/fleet/fleet"]
CMD ["serve", "--listen", "0.0.0.0:7443"]
